package io.proofline.workers.ziflow;

import static io.proofline.workers.probe.ProbeResult.fail;
import static io.proofline.workers.probe.ProbeResult.failOnError;
import static io.proofline.workers.probe.ProbeResult.pass;
import static io.proofline.workers.probe.ProbeResult.warn;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.probe.ProbeResult;
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
 * Tries all writing calls for {@code doctor}: creates a proof with its owner as the only member,
 * searches for it, reads it and deletes it. Its file does not exist, so only the calls are tested.
 */
public final class ZiflowWriteProbe {

  private static final String CREATION = "Trial: a proof is made";
  private static final String SEARCH = "Trial: a proof is found by its marker";
  private static final String READING = "Trial: a proof is read";
  private static final String DELETION = "Trial: a proof is deleted";

  private static final String NAME = "Proofline doctor (may be deleted)";

  /** Pauses before further searches, as workers wait before a look-up, since the search lags. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(60));

  private final ZiflowClient ziflow;
  private final String owner;
  private final URI files;
  private final Consumer<Duration> pause;
  private final List<ProbeResult> results = new ArrayList<>();

  public ZiflowWriteProbe(ZiflowClient ziflow, String owner, URI files) {
    this(ziflow, owner, files, ZiflowWriteProbe::sleep);
  }

  ZiflowWriteProbe(ZiflowClient ziflow, String owner, URI files, Consumer<Duration> pause) {
    this.ziflow = ziflow;
    this.owner = owner;
    this.files = files;
    this.pause = pause;
  }

  /** Tries each call once; {@code id} makes the marker unique. */
  public List<ProbeResult> run(String id) {
    var marker = "proofline-doctor:" + id;
    var ours = new LinkedHashSet<String>();
    try {
      var made = ziflow.createProof(proof(marker));
      ours.addAll(reportCreation(made));
      ours.addAll(probeSearch(marker));
      if (ours.isEmpty() && mayExist(made)) {
        ours.addAll(searchAgain(marker));
      }
      ours.stream().findFirst().ifPresent(proof -> probeRead(proof, marker));
    } finally {
      cleanUp(ours);
    }
    return List.copyOf(results);
  }

  private Set<String> reportCreation(CallResult<Optional<String>> made) {
    return switch (made) {
      case Success<Optional<String>>(var answered) -> {
        results.add(
            answered.isPresent()
                ? pass(CREATION, "and its id is in the answer")
                : warn(
                    CREATION, "its id is not in the answer", "None: it is searched for instead."));
        yield answered.map(Set::of).orElse(Set.of());
      }
      case Failure<Optional<String>>(ApiError error) -> {
        results.add(
            fail(
                CREATION,
                error.text(),
                "Check in Ziflow that the owner is a user of the account and that the key's user"
                    + " may create proofs."));
        yield Set.of();
      }
    };
  }

  private Set<String> probeSearch(String marker) {
    return switch (ziflow.searchByMarker(marker)) {
      case Success<List<ProofMatch>>(var proofs) -> {
        results.add(
            proofs.isEmpty()
                ? warn(
                    SEARCH,
                    "not immediately: the search lags",
                    "None: look-up.waits allows for it.")
                : pass(SEARCH, "at once"));
        yield ids(proofs);
      }
      case Failure<List<ProofMatch>>(ApiError error) -> {
        results.add(fail(SEARCH, error.text(), "Run doctor again."));
        yield Set.of();
      }
    };
  }

  private static boolean mayExist(CallResult<Optional<String>> made) {
    return switch (made) {
      case Success<Optional<String>> _ -> true;
      case Failure<Optional<String>>(var error) -> error.mayHaveTakenEffect();
    };
  }

  private Set<String> searchAgain(String marker) {
    for (var wait : PAUSES) {
      pause.accept(wait);
      if (ziflow.searchByMarker(marker) instanceof Success<List<ProofMatch>>(var proofs)
          && !proofs.isEmpty()) {
        return ids(proofs);
      }
    }
    results.add(
        warn(
            DELETION,
            "it was not found and may still exist",
            "Search Ziflow for '%s' and delete it.".formatted(NAME)));
    return Set.of();
  }

  private static Set<String> ids(List<ProofMatch> proofs) {
    return proofs.stream().map(ProofMatch::id).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void probeRead(String proof, String marker) {
    results.add(
        ProbeResult.of(
            ziflow.readDetails(proof),
            known ->
                marker.equals(known.marker())
                    ? pass(
                        READING, "with its marker and %d stage(s)".formatted(known.stages().size()))
                    : fail(
                        READING,
                        "without its marker",
                        "Proofline can't recognise its proofs in this account."),
            failOnError(READING, "Run doctor again in a minute.")));
  }

  private void cleanUp(Set<String> ours) {
    for (var proof : ours) {
      results.add(
          ProbeResult.of(
              ziflow.deleteProof(proof),
              _ -> pass(DELETION, "and is in Ziflow's trash"),
              error -> warn(DELETION, error.text(), "Delete proof %s by hand.".formatted(proof))));
    }
  }

  private NewProof proof(String marker) {
    var newMember = new NewProof.NewMember(owner, false, true, null);
    var newStage =
        new NewProof.NewStage(
            "Doctor", new NewProof.FinalStatus("all_decisions", null), null, List.of(newMember));
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
        List.of(newStage));
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      // the searches continue without a pause and report remaining proofs
      Thread.currentThread().interrupt();
    }
  }
}
