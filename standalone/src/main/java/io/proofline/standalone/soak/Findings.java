package io.proofline.standalone.soak;

import io.proofline.standalone.Addresses;
import io.proofline.standalone.journey.Http;
import io.proofline.standalone.journey.JourneyFailed;
import io.proofline.standalone.journey.ProcessorDoor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What is not as it must be when all is quiet: nothing doubled, nothing lost, nothing that nobody
 * asked for, each verdict on its photograph, nothing given up, and all services well.
 */
final class Findings {

  /** What the demo's rules write; a proof that nobody decided yet is in review. */
  private static final Map<String, String> STATUS =
      Map.of(
          "", "In review",
          "approved", "Approved",
          "approved_with_changes", "Needs changes",
          "changes_required", "Needs changes",
          "not_relevant", "Nobody decided");

  private final Http http;
  private final Addresses at;
  private final SandboxDoor sandbox;
  private final ProcessorDoor processor;

  Findings(Http http, Addresses at, SandboxDoor sandbox) {
    this.http = http;
    this.at = at;
    this.sandbox = sandbox;
    this.processor = new ProcessorDoor(http, at);
  }

  /**
   * Looks at everything once.
   *
   * @return a sentence for each thing that is wrong
   */
  List<String> of(Set<String> picked) {
    var found = new ArrayList<>(sandbox.complaints());
    var proofs =
        sandbox.proofs().stream()
            .collect(Collectors.groupingBy(Markers::asset, Collectors.toList()));
    sandbox
        .photographs()
        .forEach(photograph -> {
          var asset = photograph.path("id").asString("");
          var its = proofs.getOrDefault(asset, List.of());
          found.addAll(
              picked.contains(asset) ? ofPicked(asset, photograph, its) : ofOther(asset, its));
        });
    found.addAll(ofServices());
    return found;
  }

  private List<String> ofPicked(String asset, JsonNode photograph, List<JsonNode> proofs) {
    if (proofs.size() != 1) {
      return List.of("%s was selected and has %d proofs".formatted(asset, proofs.size()));
    }
    var found = new ArrayList<String>();
    var proof = proofs.getFirst();
    var status = photograph.path("edit_status").asString("");
    var wanted = STATUS.get(proof.path("decision_status").asString(""));
    if (!status.equals(wanted)) {
      found.add(
          "%s says '%s', and by its proof %s it is '%s'"
              .formatted(asset, status, proof.path("id").asString(""), wanted));
    }
    found.addAll(ofReview(asset));
    return found;
  }

  private static List<String> ofOther(String asset, List<JsonNode> proofs) {
    return proofs.isEmpty()
        ? List.of()
        : List.of("Nobody selected %s, and it has %d proofs".formatted(asset, proofs.size()));
  }

  /** Readings come and go; what changes something must have ended, and nothing may be dead. */
  private List<String> ofReview(String asset) {
    return processor.review(asset).stream()
        .flatMap(review -> review.path("open_commands").valueStream())
        .filter(Findings::isUnfinished)
        .map(command ->
            "%s: %s is %s"
                .formatted(
                    asset,
                    command.path("kind").asString(""),
                    isDead(command) ? "dead: " + command.path("reason").asString("") : "open"))
        .toList();
  }

  private static boolean isUnfinished(JsonNode command) {
    var kind = command.path("kind").asString("");
    return isDead(command) || !(kind.startsWith("read_") || kind.equals("fingerprint"));
  }

  private static boolean isDead(JsonNode command) {
    return command.path("dead").asBoolean(false);
  }

  private List<String> ofServices() {
    return Stream.of(at.processor(), at.files())
        .map(service -> URI.create(service + "/actuator/health"))
        .flatMap(this::ofHealth)
        .toList();
  }

  private Stream<String> ofHealth(URI health) {
    try {
      var status = http.ask(HttpRequest.newBuilder(health).GET()).path("status").asString("");
      return status.equals("UP") ? Stream.of() : Stream.of("%s says %s".formatted(health, status));
    } catch (JourneyFailed e) {
      return Stream.of("%s: %s".formatted(health, e.getMessage()));
    }
  }
}
