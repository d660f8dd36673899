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
 * Measures the latency of verdicts and withdrawals during a load run, on its own photographs: from
 * the reviewer's click or the operator's request to the change in the library.
 */
final class LatencyProbe {

  private static final int COUNT = 12;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final String REVIEWER = "owner@sandbox.example";

  private final SandboxClient sandbox;
  private final HookClient hook;
  private final OperatorClient operator;
  private final LatencyStatistics verdicts =
      new LatencyStatistics("verdicts, from the reviewer's click to the status in the library");
  private final LatencyStatistics withdrawals =
      new LatencyStatistics("withdrawals, from the operator's request to out of the press kit");
  private final List<String> problems = new ArrayList<>();
  private List<ProbeAsset> all = List.of();

  private record ProbeAsset(String photograph, String proof) {}

  LatencyProbe(SandboxClient sandbox, HookClient hook, OperatorClient operator) {
    this.sandbox = sandbox;
    this.hook = hook;
    this.operator = operator;
  }

  /** Uploads the probe's photographs and waits for their proofs. */
  void prepareIn(String gallery) {
    var names = new ArrayList<String>();
    for (int i = 0; i < COUNT; i++) {
      var name = "probe-%02d.jpg".formatted(i);
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
      problems.add("the probe's photographs got no proofs");
    }
    all = proofs(ids);
  }

  /** Measures one photograph after the other until the run is over; finishes a started round. */
  void measureUntil(BooleanSupplier over) {
    for (int round = 0; !over.getAsBoolean() && problems.isEmpty(); round++) {
      var one = all.get(round % all.size());
      if (round >= all.size()) {
        operator.requestForAsset("reinstate", one.photograph());
      }
      decide(one, "changes_required", "Needs changes");
      decide(one, "approved", "Approved");
      if (!awaitCondition(() -> isPublished(one))) {
        problems.add(one.photograph() + " was approved and is not in the press kit");
      }
      withdraw(one);
      PollingWait.pause(Duration.ofMillis(500));
    }
  }

  List<String> summary() {
    return List.of(verdicts.summary(), withdrawals.summary());
  }

  /** A sentence for each expectation that failed, and one if nothing was measured. */
  List<String> problems() {
    var found = new ArrayList<>(problems);
    if (verdicts.count() == 0 || withdrawals.count() == 0) {
      found.add("no verdict or no withdrawal was measured");
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

  private void withdraw(ProbeAsset one) {
    long start = System.nanoTime();
    operator.requestForAsset("withdraw", one.photograph());
    measure(withdrawals, start, one, photograph -> !PressKit.contains(photograph), "out");
  }

  private void measure(
      LatencyStatistics latencyStatistics,
      long start,
      ProbeAsset one,
      Predicate<JsonNode> condition,
      String what) {
    if (awaitCondition(() -> condition.test(sandbox.photograph(one.photograph())))) {
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

  private static boolean awaitCondition(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        return false;
      }
      PollingWait.pause(BETWEEN_LOOKS);
    }
    return true;
  }
}
