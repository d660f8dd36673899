package io.proofline.sandbox.ziflow.account;

import io.proofline.sandbox.web.FaultInjector;
import io.proofline.sandbox.web.LaggedIndex;
import io.proofline.sandbox.ziflow.model.Proof;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The proofs of the account in memory: by id, version set and asset, in the trash, and in the
 * indexes behind searches and the list. The store that owns them guards them with its lock; only
 * the indexes are read without it.
 */
final class StoredProofs {
  private final Map<String, Proof> proofs = new LinkedHashMap<>();
  private final Map<String, Proof> deleted = new LinkedHashMap<>();
  private final Map<String, Set<String>> versions = new HashMap<>();
  private final Map<String, String> assets = new HashMap<>();
  private final Set<String> withDeadline = new LinkedHashSet<>();
  private final LaggedIndex<Proof> searchIndex;
  private final LaggedIndex<Proof> proofList;

  StoredProofs(ZiflowSettings settings, Clock clock) {
    this.searchIndex = ProofIndex.create(settings, clock);
    this.proofList = new LaggedIndex<>(Duration.ZERO, clock);
  }

  void injectFaults(FaultInjector faultInjector) {
    searchIndex.injectFaults(faultInjector);
    proofList.injectFaults(faultInjector);
  }

  void put(Proof proof) {
    proofs.put(proof.id(), proof);
    deleted.remove(proof.id());
    versions.computeIfAbsent(proof.setId(), _ -> new LinkedHashSet<>()).add(proof.id());
    proof.sources().forEach(source -> assets.put(source.assetId(), proof.id()));
    if (proof.hasOpenDeadline()) {
      withDeadline.add(proof.id());
    } else {
      withDeadline.remove(proof.id());
    }
    searchIndex.put(proof.id(), proof);
    proofList.put(proof.id(), proof);
  }

  void moveToTrash(String id) {
    Optional.ofNullable(proofs.remove(id)).ifPresent(proof -> deleted.put(id, proof));
    searchIndex.remove(id);
    proofList.remove(id);
  }

  Optional<Proof> find(String id) {
    return Optional.ofNullable(proofs.get(id));
  }

  List<Proof> newestFirst() {
    return newestFirst(proofs.values());
  }

  List<Proof> listed() {
    return newestFirst(proofList.visibleValues());
  }

  List<Proof> lastDeletedFirst() {
    return List.copyOf(deleted.values()).reversed();
  }

  List<Proof> versions(String setId) {
    return versions.getOrDefault(setId, Set.of()).stream()
        .map(proofs::get)
        .filter(Objects::nonNull)
        .sorted(Proof.byVersion())
        .toList();
  }

  Optional<Proof.Source> source(String assetId) {
    return Optional.ofNullable(assets.get(assetId)).map(proofs::get).stream()
        .flatMap(proof -> proof.sources().stream())
        .filter(source -> source.assetId().equals(assetId))
        .findFirst();
  }

  List<String> overdue(Instant now) {
    return withDeadline.stream()
        .filter(id ->
            find(id).stream()
                .flatMap(proof -> proof.stages().stream())
                .anyMatch(stage -> stage.isLate(now)))
        .toList();
  }

  LaggedIndex<Proof> searchIndex() {
    return searchIndex;
  }

  private static List<Proof> newestFirst(Collection<Proof> all) {
    return List.copyOf(all).reversed().stream()
        .sorted(Comparator.comparing(Proof::createdAt).reversed())
        .toList();
  }
}
