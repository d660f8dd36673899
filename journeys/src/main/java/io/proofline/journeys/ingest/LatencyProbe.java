package io.proofline.journeys.ingest;

import io.proofline.journeys.HookClient;
import io.proofline.journeys.MarkerParser;
import io.proofline.journeys.OperatorClient;
import io.proofline.journeys.PollingWait;
import io.proofline.journeys.PressKit;
import io.proofline.journeys.SampleFiles;
import io.proofline.journeys.SandboxClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Photographs that have nothing to do with an ingest, on which reviewers decide and which are taken
 * down meanwhile; how long that takes is measured from the click to what the library shows.
 */
final class LatencyProbe {

  private static final int COUNT = 12;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final String REVIEWER = "owner@sandbox.example";

  private final SandboxClient sandbox;
  private final HookClient hook;
  private final OperatorClient processor;
  private final LatencyStatistics verdicts =
      new LatencyStatistics("verdicts, from the reviewer's click to the status in the library");
  private final LatencyStatistics takeDowns =
      new LatencyStatistics("take-downs, from the operator's word to out of the press kit");
  private final List<String> problems = new ArrayList<>();
  private List<ProbeAsset> all = List.of();

  private record ProbeAsset(String photograph, String proof) {}

  LatencyProbe(SandboxClient sandbox, HookClient hook, OperatorClient processor) {
    this.sandbox = sandbox;
    this.hook = hook;
    this.processor = processor;
  }

  /** Brings them in and waits for their proofs. */
  void prepareIn(String gallery) {
    var names = new ArrayList<String>();
    for (int i = 0; i < COUNT; i++) {
      var name = "bystander-%02d.jpg".formatted(i);
      sandbox.upload(gallery, name, SampleFiles.jpeg(name));
      names.add(name);
    }
    var ids =
        sandbox.photographs().stream()
            .filter(each -> names.contains(each.path("file_name").asString("")))
            .map(each -> each.path("id").asString(""))
            .toList();
    ids.forEach(id -> {
      sandbox.addKeyword(id, "press");
      hook.select(id);
    });
    if (!awaitCondition(() -> proofs(ids).size() == COUNT)) {
      problems.add("the bystanders' proofs did not come");
    }
    all = proofs(ids);
  }

  /** One after the other, until it is over; a round that has begun is ended. */
  void measureUntil(BooleanSupplier over) {
    for (int round = 0; !over.getAsBoolean() && problems.isEmpty(); round++) {
      var one = all.get(round % all.size());
      if (round >= all.size()) {
        processor.requestForAsset("reinstate", one.photograph());
      }
      decide(one, "changes_required", "Needs changes");
      decide(one, "approved", "Approved");
      if (!awaitCondition(() -> isPublished(one))) {
        problems.add(one.photograph() + " was approved and did not come into the press kit");
      }
      takeDown(one);
      PollingWait.pause(Duration.ofMillis(500));
    }
  }

  List<String> summary() {
    return List.of(verdicts.summary(), takeDowns.summary());
  }

  /** A sentence for each thing that did not come to be, or for none being measured. */
  List<String> problems() {
    var found = new ArrayList<>(problems);
    if (verdicts.count() == 0 || takeDowns.count() == 0) {
      found.add("no verdict or no take-down was measured");
    }
    return found;
  }

  int count() {
    return COUNT;
  }

  private void decide(ProbeAsset one, String decision, String status) {
    long start = System.nanoTime();
    sandbox.decide(one.proof(), REVIEWER, decision);
    measure(
        verdicts,
        start,
        one,
        photograph -> photograph.path("edit_status").asString("").equals(status),
        status);
  }

  private void takeDown(ProbeAsset one) {
    long start = System.nanoTime();
    processor.requestForAsset("withdraw", one.photograph());
    measure(takeDowns, start, one, photograph -> !PressKit.contains(photograph), "out");
  }

  private void measure(
      LatencyStatistics latencyStatistics,
      long start,
      ProbeAsset one,
      Predicate<JsonNode> isSo,
      String what) {
    if (awaitCondition(() -> isSo.test(sandbox.photograph(one.photograph())))) {
      latencyStatistics.add(Duration.ofNanos(System.nanoTime() - start));
    } else {
      problems.add("%s was not '%s' after %s".formatted(one.photograph(), what, LIMIT));
    }
  }

  private boolean isPublished(ProbeAsset one) {
    return PressKit.contains(sandbox.photograph(one.photograph()));
  }

  private List<ProbeAsset> proofs(List<String> photographs) {
    return sandbox.proofs().stream()
        .filter(proof -> photographs.contains(MarkerParser.assetOf(proof)))
        .filter(proof -> proof.path("status").asString("").equals("in_progress"))
        .map(proof -> new ProbeAsset(MarkerParser.assetOf(proof), proof.path("id").asString("")))
        .toList();
  }

  private static boolean awaitCondition(BooleanSupplier isSo) {
    long start = System.nanoTime();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        return false;
      }
      PollingWait.pause(BETWEEN_LOOKS);
    }
    return true;
  }
}
