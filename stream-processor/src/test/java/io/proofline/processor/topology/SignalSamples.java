package io.proofline.processor.topology;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.Delivery;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.GalleryRef;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.LibrarySignalKind;
import io.proofline.schemas.avro.MediaType;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.ZiflowSignal;
import io.proofline.schemas.avro.ZiflowSignalKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates signals as the gateway and the poller write them. */
public final class SignalSamples {

  public static final Instant AT = Instant.parse("2026-05-04T08:00:00Z");

  private SignalSamples() {}

  public static Envelope envelope(String id) {
    return new Envelope(id, "demo", "test", Origin.LIVE, null, AT, "c-" + id, null, null);
  }

  public static ZiflowSignal ziflow(String id, String body) {
    return new ZiflowSignal(envelope(id), ZiflowSignalKind.DELIVERY, delivery(body));
  }

  public static LibrarySignal hook(String id, String body) {
    return new LibrarySignal(envelope(id), LibrarySignalKind.DELIVERY, delivery(body), null);
  }

  public static LibrarySignal snapshot(String id, AssetSnapshot snapshot) {
    return new LibrarySignal(envelope(id), LibrarySignalKind.SNAPSHOT, null, snapshot);
  }

  public static AssetSnapshot image(String assetId, boolean baseline, String... galleryNames) {
    var galleries =
        List.of(galleryNames).stream().map(n -> new GalleryRef("id-" + n, n, List.of())).toList();
    return AssetSnapshot.newBuilder()
        .setAssetId(assetId)
        .setReadingBeganAt(AT)
        .setBaseline(baseline)
        .setFileName("fig.jpg")
        .setMediaType(MediaType.IMAGE)
        .setGalleries(galleries)
        .build();
  }

  public static String event(
      String id, String proof, String previous, String action, String marker) {
    return """
    {"events":[{"event_id":"%s","event_type":"proof","created_at":"2026-05-04T07:59:58.521Z",
      "contact":{"email":"client@example.com"},
      "proof_event":{"proof_id":"%s","version_previous_id":%s,"action":"%s",
        "pass_through_value":%s,"unknown":true,
        "decision_event":{"reviewer_id":"r1","stage_id":"s1","decision":"approved"}}}]}
    """
        .formatted(id, proof, quoted(previous), action, quoted(marker));
  }

  public static String comment(
      String id,
      @Nullable String marker,
      String contact,
      String comment,
      String action,
      String text,
      @Nullable Instant at) {
    return """
    {"events":[{"event_id":"%s","event_type":"proof","created_at":%s,"contact":%s,
      "proof_event":{"proof_id":"p1","version_previous_id":null,"action":"comment",
        "pass_through_value":%s,
        "comment_event":{"comment_id":"%s","parent_id":null,"reviewer_id":"r2","action":"%s",
          "text":"%s","like":false,"labels":[],"resolved":false}}}]}
    """
        .formatted(
            id,
            quoted(at == null ? null : at.toString()),
            contact,
            quoted(marker),
            comment,
            action,
            text);
  }

  private static String quoted(String text) {
    return text == null ? "null" : '"' + text + '"';
  }

  private static Delivery delivery(String body) {
    return new Delivery(
        Map.of("content-type", "application/json"),
        ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
  }
}
