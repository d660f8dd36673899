package io.proofline.workers.ziflow;

import static io.proofline.workers.finding.Finding.fail;
import static io.proofline.workers.finding.Finding.failing;
import static io.proofline.workers.finding.Finding.pass;
import static io.proofline.workers.finding.Finding.warn;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import io.proofline.workers.finding.Finding;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A proof of our own that nobody but its owner is on, made, found, read and deleted. Its file can't
 * be fetched: what is tried are the calls.
 */
public final class ScratchProof {

  private static final String MADE = "Trial: a proof is made";
  private static final String FOUND = "Trial: a proof is found by its marker";
  private static final String READ = "Trial: a proof is read";
  private static final String GONE = "Trial: a proof is deleted";

  private final ZiflowClient ziflow;
  private final String owner;
  private final URI files;
  private final List<Finding> findings = new ArrayList<>();

  public ScratchProof(ZiflowClient ziflow, String owner, URI files) {
    this.ziflow = ziflow;
    this.owner = owner;
    this.files = files;
  }

  /** Tries all once; {@code id} makes its marker, which is nobody else's. */
  public List<Finding> run(String id) {
    var marker = "proofline-doctor:" + id;
    var ours = new LinkedHashSet<String>();
    try {
      ours.addAll(made(marker));
      ours.addAll(found(marker));
      ours.stream().findFirst().ifPresent(proof -> read(proof, marker));
    } finally {
      remove(ours);
    }
    return List.copyOf(findings);
  }

  private Set<String> made(String marker) {
    return switch (ziflow.createProof(proof(marker))) {
      case Done<Optional<String>>(var told) -> {
        findings.add(
            told.isPresent()
                ? pass(MADE, "and its id is in the answer")
                : warn(
                    MADE, "its id is not in the answer", "Nothing: it is searched for instead."));
        yield told.map(Set::of).orElse(Set.of());
      }
      case Failed<Optional<String>>(ApiError error) -> {
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
      case Done<List<FoundProof>>(var proofs) -> {
        var ids = new LinkedHashSet<String>();
        proofs.forEach(proof -> ids.add(proof.id()));
        findings.add(
            ids.isEmpty()
                ? warn(
                    FOUND,
                    "not at once: the search lags",
                    "Nothing: look-up.waits reckons with it.")
                : pass(FOUND, "at once"));
        yield ids;
      }
      case Failed<List<FoundProof>>(ApiError error) -> {
        findings.add(fail(FOUND, error.text(), "Ask again."));
        yield Set.of();
      }
    };
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
        "Proofline doctor (may be deleted)",
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
}
