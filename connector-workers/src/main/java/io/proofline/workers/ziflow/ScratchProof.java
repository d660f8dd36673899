package io.proofline.workers.ziflow;

import static io.proofline.workers.finding.Finding.fail;
import static io.proofline.workers.finding.Finding.failing;
import static io.proofline.workers.finding.Finding.pass;
import static io.proofline.workers.finding.Finding.warn;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.finding.Finding;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A proof of our own that nobody but its owner is on, made, found, read and deleted. Its file can't
 * be fetched: what is tried are the calls.
 */
public final class ScratchProof {

  private static final String MADE = "Trial: a proof is made";
  private static final String FOUND = "Trial: a proof is found by its marker";
  private static final String READ = "Trial: a proof is read";
  private static final String GONE = "Trial: a proof is deleted";

  private static final String NAME = "Proofline doctor (may be deleted)";

  /** One search after each, as workers look up what they may have made: the search lags. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(60));

  private final ZiflowClient ziflow;
  private final String owner;
  private final URI files;
  private final Consumer<Duration> pause;
  private final List<Finding> findings = new ArrayList<>();

  public ScratchProof(ZiflowClient ziflow, String owner, URI files) {
    this(ziflow, owner, files, ScratchProof::sleep);
  }

  ScratchProof(ZiflowClient ziflow, String owner, URI files, Consumer<Duration> pause) {
    this.ziflow = ziflow;
    this.owner = owner;
    this.files = files;
    this.pause = pause;
  }

  /** Tries all once; {@code id} makes its marker, which is nobody else's. */
  public List<Finding> run(String id) {
    var marker = "proofline-doctor:" + id;
    var ours = new LinkedHashSet<String>();
    try {
      var made = ziflow.createProof(proof(marker));
      ours.addAll(told(made));
      ours.addAll(found(marker));
      if (ours.isEmpty() && mayBeThere(made)) {
        ours.addAll(foundLater(marker));
      }
      ours.stream().findFirst().ifPresent(proof -> read(proof, marker));
    } finally {
      remove(ours);
    }
    return List.copyOf(findings);
  }

  private Set<String> told(CallResult<Optional<String>> made) {
    return switch (made) {
      case Success<Optional<String>>(var told) -> {
        findings.add(
            told.isPresent()
                ? pass(MADE, "and its id is in the answer")
                : warn(
                    MADE, "its id is not in the answer", "Nothing: it is searched for instead."));
        yield told.map(Set::of).orElse(Set.of());
      }
      case Failure<Optional<String>>(ApiError error) -> {
        findings.add(
            fail(
                MADE,
                error.text(),
                "Is the owner a user of the account, and may the key's user make proofs?"));
        yield Set.of();
      }
    };
  }

  private Set<String> found(String marker) {
    return switch (ziflow.searchByMarker(marker)) {
      case Success<List<FoundProof>>(var proofs) -> {
        findings.add(
            proofs.isEmpty()
                ? warn(
                    FOUND,
                    "not at once: the search lags",
                    "Nothing: look-up.waits reckons with it.")
                : pass(FOUND, "at once"));
        yield ids(proofs);
      }
      case Failure<List<FoundProof>>(ApiError error) -> {
        findings.add(fail(FOUND, error.text(), "Ask again."));
        yield Set.of();
      }
    };
  }

  private static boolean mayBeThere(CallResult<Optional<String>> made) {
    return switch (made) {
      case Success<Optional<String>> _ -> true;
      case Failure<Optional<String>>(var error) -> error.mayHaveTakenEffect();
    };
  }

  private Set<String> foundLater(String marker) {
    for (var wait : PAUSES) {
      pause.accept(wait);
      if (ziflow.searchByMarker(marker) instanceof Success<List<FoundProof>>(var proofs)
          && !proofs.isEmpty()) {
        return ids(proofs);
      }
    }
    findings.add(
        warn(
            GONE,
            "it is not found, and may still be there",
            "Look for '%s' in Ziflow and delete it.".formatted(NAME)));
    return Set.of();
  }

  private static Set<String> ids(List<FoundProof> proofs) {
    return proofs.stream().map(FoundProof::id).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void read(String proof, String marker) {
    findings.add(
        Finding.of(
            ziflow.proof(proof),
            known ->
                marker.equals(known.marker())
                    ? pass(READ, "with its marker and %d stage(s)".formatted(known.stages().size()))
                    : fail(READ, "without its marker", "Proofline can't tell its proofs here."),
            failing(READ, "Ask again in a minute.")));
  }

  private void remove(Set<String> ours) {
    for (var proof : ours) {
      findings.add(
          Finding.of(
              ziflow.deleteProof(proof),
              _ -> pass(GONE, "and lies in Ziflow's trash"),
              error -> warn(GONE, error.text(), "Delete proof %s by hand.".formatted(proof))));
    }
  }

  private NewProof proof(String marker) {
    var member = new NewProof.Member(owner, false, true, null);
    var stage =
        new NewProof.Stage(
            "Doctor", new NewProof.FinalStatus("all_decisions", null), null, List.of(member));
    return new NewProof(
        NAME,
        URI.create(files + "/files/doctor/nothing.jpg"),
        marker,
        null,
        null,
        null,
        null,
        false,
        owner,
        List.of(stage));
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      // the searches go on without a pause, and say what is left
      Thread.currentThread().interrupt();
    }
  }
}
