package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.oracle.Violation;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.model.Folder;
import io.proofline.sandbox.ziflow.model.Proof;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds duplicate proofs and folders in the account, for the oracle. A proof is live while it is
 * the newest of its versions, did not fail, and is not archived.
 */
final class DuplicateProofCheck {
  private final AccountStore accountStore;

  DuplicateProofCheck(AccountStore accountStore) {
    this.accountStore = accountStore;
  }

  List<Violation> violations() {
    synchronized (accountStore) {
      var living = accountStore.proofs().stream().filter(this::isLive).toList();
      return Stream.of(
              duplicatePassThroughValues(living), duplicateMarkers(living), duplicateFolders())
          .flatMap(List::stream)
          .toList();
    }
  }

  private boolean isLive(Proof proof) {
    return proof.state() != Proof.State.FAILED
        && !proof.archived()
        && accountStore.versions(proof.setId()).getLast().id().equals(proof.id());
  }

  private static List<Violation> duplicatePassThroughValues(List<Proof> living) {
    return duplicates(living, proof -> Objects.requireNonNullElse(proof.passThroughValue(), ""))
        .map(proofs ->
            violation(
                "doubled-proof",
                proofs,
                "%d live proofs have the pass-through value %s"
                    .formatted(proofs.size(), proofs.getFirst().passThroughValue())))
        .toList();
  }

  private static List<Violation> duplicateMarkers(List<Proof> living) {
    return duplicates(living, DuplicateProofCheck::markedVersion)
        .filter(proofs -> proofs.stream().map(Proof::passThroughValue).distinct().count() > 1)
        .map(proofs ->
            violation(
                "doubled-proof-of-asset",
                proofs,
                "%d live proofs are for the same version of an asset, %s"
                    .formatted(proofs.size(), markedVersion(proofs.getFirst()))))
        .toList();
  }

  private List<Violation> duplicateFolders() {
    return accountStore.folders().stream()
        .filter(folder -> !folder.archived())
        .collect(
            Collectors.groupingBy(
                folder -> List.of(String.valueOf(folder.parentFolderId()), folder.name()),
                LinkedHashMap::new,
                Collectors.toList()))
        .values()
        .stream()
        .filter(folders -> folders.size() > 1)
        .map(folders ->
            new Violation(
                "doubled-folder",
                "%d folders in one parent have the name %s"
                    .formatted(folders.size(), folders.getFirst().name()),
                folders.stream().map(Folder::id).toList()))
        .toList();
  }

  private static String markedVersion(Proof proof) {
    return PassThroughMarker.of(proof.passThroughValue())
        .map(PassThroughMarker::assetVersion)
        .orElse("");
  }

  /** Groups of two and more with the same key; an empty key is ignored. */
  private static Stream<List<Proof>> duplicates(List<Proof> proofs, Function<Proof, String> key) {
    return proofs.stream()
        .filter(proof -> !key.apply(proof).isBlank())
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .filter(group -> group.size() > 1);
  }

  private static Violation violation(String kind, List<Proof> proofs, String sentence) {
    return new Violation(kind, sentence, proofs.stream().map(Proof::id).toList());
  }
}
