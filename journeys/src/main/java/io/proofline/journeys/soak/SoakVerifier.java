package io.proofline.journeys.soak;

import io.proofline.journeys.DemoAddresses;
import io.proofline.journeys.JourneyFailedException;
import io.proofline.journeys.JourneyHttpClient;
import io.proofline.journeys.OperatorClient;
import io.proofline.journeys.PressKit;
import io.proofline.journeys.SandboxClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Verifies an installation in which nothing changes any more: one proof for each photograph that
 * needs one and none for others, each verdict written, finals filed and approvals published once,
 * no dead or unfinished commands, healthy services.
 */
final class SoakVerifier {

  private final JourneyHttpClient journeyHttpClient;
  private final DemoAddresses at;
  private final SandboxClient sandbox;
  private final OperatorClient operator;

  SoakVerifier(JourneyHttpClient journeyHttpClient, DemoAddresses at, SandboxClient sandbox) {
    this.journeyHttpClient = journeyHttpClient;
    this.at = at;
    this.sandbox = sandbox;
    this.operator = new OperatorClient(at);
  }

  /**
   * Checks everything once.
   *
   * @return a sentence for each problem
   */
  List<String> verify(ExpectedProofs expectedProofs) {
    var found = new ArrayList<>(sandbox.complaints());
    var photographs = sandbox.photographs();
    var chains = ProofVersionChain.byAsset(sandbox.proofs());
    photographs.stream()
        .filter(photograph -> !ExpectedProofs.isFinal(photograph))
        .forEach(photograph -> {
          var its = chains.getOrDefault(id(photograph), List.of());
          found.addAll(checkProofCount(expectedProofs, photograph, its.size()));
          if (its.size() == 1) {
            found.addAll(checkStatusAndFiles(photograph, its.getFirst(), photographs));
          }
        });
    found.addAll(checkServices());
    return found;
  }

  private static List<String> checkProofCount(
      ExpectedProofs expectedProofs, JsonNode photograph, int proofs) {
    if (expectedProofs.mustHaveProof(id(photograph))) {
      return proofs == 1
          ? List.of()
          : List.of("%s must have a proof and has %d proofs".formatted(id(photograph), proofs));
    }
    return proofs <= (expectedProofs.mayHaveProof(photograph) ? 1 : 0)
        ? List.of()
        : List.of("%s must have no proof and has %d proofs".formatted(id(photograph), proofs));
  }

  private List<String> checkStatusAndFiles(
      JsonNode photograph, ProofVersionChain proofs, List<JsonNode> photographs) {
    var found = new ArrayList<String>();
    var status = photograph.path("edit_status").asString("");
    proofs
        .status()
        .filter(wanted -> !wanted.equals(status))
        .ifPresent(wanted ->
            found.add(
                "%1$s has the status '%2$s'; its proof %3$s requires '%4$s'"
                    .formatted(id(photograph), status, proofs.newest(), wanted)));
    if (proofs.isApproved()
        && ExpectedProofs.isToBePublished(photograph)
        && !PressKit.contains(photograph)) {
      found.add(
          "%s is approved for partners but not in %s".formatted(id(photograph), PressKit.NAME));
    }
    if (proofs.isFinalApproved()) {
      long finals = photographs.stream().filter(proofs::isFinal).count();
      if (finals != 1) {
        found.add(
            "%d files of the approved proof %s are in the library"
                .formatted(finals, proofs.newest()));
      }
    }
    found.addAll(checkReview(id(photograph)));
    return found;
  }

  /** Reads may be open; commands that change something must be done, and none may be dead. */
  private List<String> checkReview(String asset) {
    try {
      return checkCommands(asset);
    } catch (JourneyFailedException e) {
      return List.of("%s: %s".formatted(asset, e.getMessage()));
    }
  }

  private List<String> checkCommands(String asset) {
    return operator.review(asset).stream()
        .flatMap(review -> review.path("open_commands").valueStream())
        .filter(SoakVerifier::isUnfinished)
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

  private List<String> checkServices() {
    return Stream.of(at.processor(), at.files(), at.console())
        .map(service -> URI.create(service + "/actuator/health"))
        .flatMap(this::checkHealth)
        .toList();
  }

  private Stream<String> checkHealth(URI health) {
    try {
      var status =
          journeyHttpClient
              .exchange(HttpRequest.newBuilder(health).GET())
              .path("status")
              .asString("");
      return status.equals("UP")
          ? Stream.of()
          : Stream.of("%s has the status %s".formatted(health, status));
    } catch (JourneyFailedException e) {
      return Stream.of("%s: %s".formatted(health, e.getMessage()));
    }
  }

  private static String id(JsonNode photograph) {
    return photograph.path("id").asString("");
  }
}
