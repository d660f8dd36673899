package io.proofline.standalone.soak;

import io.proofline.standalone.Addresses;
import io.proofline.standalone.journey.Http;
import io.proofline.standalone.journey.JourneyFailed;
import io.proofline.standalone.journey.ProcessorDoor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What is not as it must be when all is quiet: nothing doubled, nothing lost, nothing that nobody
 * asked for, each verdict on its photograph, nothing given up, and all services well.
 */
final class Findings {

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
  List<String> of(Asked asked) {
    var found = new ArrayList<>(sandbox.complaints());
    var photographs = sandbox.photographs();
    var chains = Chain.all(sandbox.proofs());
    photographs.stream()
        .filter(photograph -> !Asked.isFinal(photograph))
        .forEach(photograph -> {
          var its = chains.getOrDefault(id(photograph), List.of());
          found.addAll(ofCount(asked, photograph, its.size()));
          if (its.size() == 1) {
            found.addAll(ofReviewed(photograph, its.getFirst(), photographs));
          }
        });
    found.addAll(ofServices());
    return found;
  }

  private static List<String> ofCount(Asked asked, JsonNode photograph, int proofs) {
    if (asked.mustHaveProof(id(photograph))) {
      return proofs == 1
          ? List.of()
          : List.of("%s was asked for and has %d proofs".formatted(id(photograph), proofs));
    }
    return proofs <= (asked.mayHaveProof(photograph) ? 1 : 0)
        ? List.of()
        : List.of("Nobody asked for %s, and it has %d proofs".formatted(id(photograph), proofs));
  }

  private List<String> ofReviewed(JsonNode photograph, Chain proofs, List<JsonNode> photographs) {
    var found = new ArrayList<String>();
    var status = photograph.path("edit_status").asString("");
    proofs
        .status()
        .filter(wanted -> !wanted.equals(status))
        .ifPresent(wanted ->
            found.add(
                "%s says '%s', and by its proof %s it is '%s'"
                    .formatted(id(photograph), status, proofs.newest(), wanted)));
    if (proofs.isApproved()
        && Asked.isForPartners(photograph)
        && !Asked.isSeenByPartners(photograph)) {
      found.add(
          "%s is approved for partners, and is not in %s"
              .formatted(id(photograph), Asked.PRESS_KIT));
    }
    if (proofs.isFinalApproved()) {
      long finals = photographs.stream().filter(proofs::isFinal).count();
      if (finals != 1) {
        found.add(
            "%d files of the approved proof %s are in the library"
                .formatted(finals, proofs.newest()));
      }
    }
    found.addAll(ofReview(id(photograph)));
    return found;
  }

  /** Readings come and go; what changes something must have ended, and nothing may be dead. */
  private List<String> ofReview(String asset) {
    try {
      return ofCommands(asset);
    } catch (JourneyFailed e) {
      return List.of("%s: %s".formatted(asset, e.getMessage()));
    }
  }

  private List<String> ofCommands(String asset) {
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

  private static String id(JsonNode photograph) {
    return photograph.path("id").asString("");
  }
}
