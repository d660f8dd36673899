package io.proofline.ingest.library;

import io.proofline.ingest.hook.BodyHint;
import io.proofline.ingest.hook.Delivered;
import io.proofline.ingest.hook.Hook;
import io.proofline.ingest.hook.Refusal;
import io.proofline.ingest.publish.Signal;
import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.LibrarySignalKind;
import java.util.Optional;

/** What somebody's own system says of an asset; the library itself sends nothing. */
public final class LibraryHook implements Hook {

  private static final String SOURCE = "library";

  private final String account;
  private final Topic<String, LibrarySignal> topic;
  private final StandardWebhooks signatures;

  public LibraryHook(
      String account, Topic<String, LibrarySignal> topic, StandardWebhooks signatures) {
    this.account = account;
    this.topic = topic;
    this.signatures = signatures;
  }

  @Override
  public String path() {
    return "/hooks/library";
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public Optional<Refusal> refuses(Delivered delivered) {
    return signatures.refusal(delivered);
  }

  /** Its id is the sender's, the same over repetitions. */
  @Override
  public Signal<LibrarySignal> signal(Delivered delivered) {
    var id = delivered.header(StandardWebhooks.ID).orElseThrow();
    return new Signal<>(
        topic,
        BodyHint.first("asset", delivered.body()).orElse(SOURCE),
        new LibrarySignal(
            delivered.envelope(account, SOURCE, id),
            LibrarySignalKind.DELIVERY,
            delivered.raw(),
            null),
        delivered.receivedAt());
  }

  @Override
  public NotStored notStored() {
    return NotStored.UNAVAILABLE;
  }
}
