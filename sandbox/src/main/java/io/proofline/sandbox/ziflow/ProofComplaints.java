package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.watch.Complaint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with the proofs and folders of the account. A proof lives while it is the newest of
 * its versions, did not fail, and is not archived.
 */
final class ProofComplaints {
  private final Desk desk;

  ProofComplaints(Desk desk) {
    this.desk = desk;
  }

  List<Complaint> all() {
    synchronized (desk) {
      var living = desk.proofs().stream().filter(this::lives).toList();
      return Stream.of(sameKey(living), sameMarker(living), sameFolder())
          .flatMap(List::stream)
          .toList();
    }
  }

  private boolean lives(Proof proof) {
    return proof.state() != Proof.State.FAILED
        && !proof.archived()
        && desk.versions(proof.setId()).getLast().id().equals(proof.id());
  }

  private static List<Complaint> sameKey(List<Proof> living) {
    return doubled(living, proof -> Objects.requireNonNullElse(proof.passThroughValue(), ""))
        .map(proofs ->
            complaint(
                "doubled-proof",
                proofs,
                "%d living proofs have the pass-through value %s"
                    .formatted(proofs.size(), proofs.getFirst().passThroughValue())))
        .toList();
  }

  private static List<Complaint> sameMarker(List<Proof> living) {
    return doubled(living, ProofComplaints::markedAs)
        .filter(proofs -> proofs.stream().map(Proof::passThroughValue).distinct().count() > 1)
        .map(proofs ->
            complaint(
                "doubled-proof-of-asset",
                proofs,
                "%d living proofs are for the same version of an asset, %s"
                    .formatted(proofs.size(), markedAs(proofs.getFirst()))))
        .toList();
  }

  private List<Complaint> sameFolder() {
    return desk.folders().stream()
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
            new Complaint(
                "doubled-folder",
                "%d folders are called %s under one parent"
                    .formatted(folders.size(), folders.getFirst().name()),
                folders.stream().map(Folder::id).toList()))
        .toList();
  }

  private static String markedAs(Proof proof) {
    return Marker.of(proof.passThroughValue()).map(Marker::version).orElse("");
  }

  /** Groups of two and more with the same key; an empty key is none. */
  private static Stream<List<Proof>> doubled(List<Proof> proofs, Function<Proof, String> key) {
    return proofs.stream()
        .filter(proof -> !key.apply(proof).isBlank())
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .filter(group -> group.size() > 1);
  }

  private static Complaint complaint(String kind, List<Proof> proofs, String sentence) {
    return new Complaint(kind, sentence, proofs.stream().map(Proof::id).toList());
  }
}
