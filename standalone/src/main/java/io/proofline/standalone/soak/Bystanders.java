package io.proofline.standalone.soak;

import io.proofline.standalone.journey.HookDoor;
import io.proofline.standalone.journey.Pictures;
import io.proofline.standalone.journey.ProcessorDoor;
import io.proofline.standalone.journey.Waiting;
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
final class Bystanders {

  private static final int COUNT = 12;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final String REVIEWER = "owner@sandbox.example";

  private final SandboxDoor sandbox;
  private final HookDoor hook;
  private final ProcessorDoor processor;
  private final Latencies verdicts =
      new Latencies("verdicts, from the reviewer's click to the status in the library");
  private final Latencies takeDowns =
      new Latencies("take-downs, from the operator's word to out of the press kit");
  private final List<String> wrong = new ArrayList<>();
  private List<Bystander> all = List.of();

  private record Bystander(String photograph, String proof) {}

  Bystanders(SandboxDoor sandbox, HookDoor hook, ProcessorDoor processor) {
    this.sandbox = sandbox;
    this.hook = hook;
    this.processor = processor;
  }

  /** Brings them in and waits for their proofs. */
  void comeInto(String gallery) {
    var names = new ArrayList<String>();
    for (int i = 0; i < COUNT; i++) {
      var name = "bystander-%02d.jpg".formatted(i);
      sandbox.upload(gallery, name, Pictures.jpeg(name));
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
    if (!isSoon(() -> proofs(ids).size() == COUNT)) {
      wrong.add("the bystanders' proofs did not come");
    }
    all = proofs(ids);
  }

  /** One after the other, until it is over; a round that has begun is ended. */
  void decideUntil(BooleanSupplier over) {
    for (int round = 0; !over.getAsBoolean() && wrong.isEmpty(); round++) {
      var one = all.get(round % all.size());
      if (round >= all.size()) {
        processor.ask("reinstate", one.photograph());
      }
      decide(one, "changes_required", "Needs changes");
      decide(one, "approved", "Approved");
      if (!isSoon(() -> lies(one))) {
        wrong.add(one.photograph() + " was approved and did not come into the press kit");
      }
      takeDown(one);
      Waiting.pause(Duration.ofMillis(500));
    }
  }

  List<String> told() {
    return List.of(verdicts.told(), takeDowns.told());
  }

  /** A sentence for each thing that did not come to be, or for none being measured. */
  List<String> wrong() {
    var found = new ArrayList<>(wrong);
    if (verdicts.count() == 0 || takeDowns.count() == 0) {
      found.add("no verdict or no take-down was measured");
    }
    return found;
  }

  int count() {
    return COUNT;
  }

  private void decide(Bystander one, String decision, String status) {
    long start = System.nanoTime();
    sandbox.decide(one.proof(), REVIEWER, decision);
    measured(
        verdicts,
        start,
        one,
        photograph -> photograph.path("edit_status").asString("").equals(status),
        status);
  }

  private void takeDown(Bystander one) {
    long start = System.nanoTime();
    processor.ask("withdraw", one.photograph());
    measured(takeDowns, start, one, photograph -> !isInThePressKit(photograph), "out");
  }

  private void measured(
      Latencies latencies, long start, Bystander one, Predicate<JsonNode> isSo, String what) {
    if (isSoon(() -> isSo.test(sandbox.photograph(one.photograph())))) {
      latencies.add(Duration.ofNanos(System.nanoTime() - start));
    } else {
      wrong.add("%s was not '%s' after %s".formatted(one.photograph(), what, LIMIT));
    }
  }

  private boolean lies(Bystander one) {
    return isInThePressKit(sandbox.photograph(one.photograph()));
  }

  private static boolean isInThePressKit(JsonNode photograph) {
    return photograph
        .path("paths")
        .valueStream()
        .anyMatch(path -> path.asString("").startsWith("Press kit/"));
  }

  private List<Bystander> proofs(List<String> photographs) {
    return sandbox.proofs().stream()
        .filter(proof -> photographs.contains(Markers.asset(proof)))
        .filter(proof -> proof.path("status").asString("").equals("in_progress"))
        .map(proof -> new Bystander(Markers.asset(proof), proof.path("id").asString("")))
        .toList();
  }

  private static boolean isSoon(BooleanSupplier isSo) {
    long start = System.nanoTime();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        return false;
      }
      Waiting.pause(BETWEEN_LOOKS);
    }
    return true;
  }
}
