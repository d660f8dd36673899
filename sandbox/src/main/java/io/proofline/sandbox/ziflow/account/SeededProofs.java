package io.proofline.sandbox.ziflow.account;

import io.proofline.sandbox.picture.ContentAddressedStore;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ContactStored;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ProofsSeeded;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Decision;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.Stage;
import io.proofline.sandbox.ziflow.model.StageMember;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Generated proofs for load tests, all of one picture and under review by one guest. Generation is
 * deterministic: the same number always gives the same proof; its pass-through value is {@code
 * seed:NUMBER}.
 *
 * @param from the first number
 * @param until the number after the last
 * @param original the picture's name among the originals
 */
public record SeededProofs(int from, int until, String owner, String original, int size) {
  private static final Instant FIRST = Instant.parse("2023-01-01T00:00:00Z");
  private static final String PICTURE = "two-friends.jpg";
  private static final JsonNode NO_OPTIONS = Json.tree("{}");
  private static final Contact GUEST =
      new Contact(
          id("guest", 0),
          Contact.Type.GUEST,
          "",
          "",
          "seed@sandbox.example",
          List.of(),
          List.of(),
          false);

  /** Adds proofs until there are that many. */
  public static void fillTo(
      AccountStore account, ContentAddressedStore contentAddressedStore, int proofs) {
    var from = account.searchIndex().size();
    if (from < proofs) {
      var picture = picture();
      var seeded =
          new SeededProofs(
              from,
              proofs,
              account.keyUser().id(),
              contentAddressedStore.store(picture),
              picture.length);
      account.commit(List.of(new ContactStored(GUEST), new ProofsSeeded(seeded)));
    }
  }

  Stream<Proof> all() {
    return IntStream.range(from, until).mapToObj(this::proof);
  }

  private Proof proof(int number) {
    var id = id("proof", number);
    return new Proof(
        id,
        id,
        1,
        null,
        null,
        "Seed %06d".formatted(number),
        "seed:%06d".formatted(number),
        null,
        owner,
        owner,
        FIRST.plus(Duration.ofMinutes(number)),
        Proof.State.READY,
        false,
        false,
        false,
        true,
        null,
        List.of(
            new Proof.Source(
                id("source", number), id("asset", number), "file", "", PICTURE, original, size)),
        List.of(stage(number)),
        NO_OPTIONS);
  }

  private static Stage stage(int number) {
    var stageMember =
        new StageMember(
            id("member", number),
            GUEST.id(),
            new StageMember.Rights(true, true, false, false),
            "disabled",
            Decision.PENDING,
            null,
            List.of(),
            false);
    return new Stage(
        id("stage", number),
        "Seed",
        null,
        new Stage.FinalStatus(Stage.FinalStatus.Kind.ALL_DECISIONS, null),
        true,
        false,
        NO_OPTIONS,
        List.of(stageMember),
        null,
        null,
        false);
  }

  private static String id(String of, int number) {
    return UUID.nameUUIDFromBytes((of + number).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static byte[] picture() {
    try (var stream = SeededProofs.class.getResourceAsStream("/photos/" + PICTURE)) {
      return Objects.requireNonNull(stream, PICTURE).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
