package io.proofline.audit;

import static io.proofline.audit.AuditExport.BY_COUNT;
import static io.proofline.audit.AuditExport.BY_PLACE;

import io.proofline.audit.HashChain.Head;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Verifies an export with nothing but the export itself and public keys. It checks
 *
 * <ol>
 *   <li>each asset's chain: every entry matches its hash and follows the one before, from 1 on;
 *   <li>the order of the partitions, if the export is complete: the same entries, each once;
 *   <li>each partition's checkpoints: signed, each following the one before, and matching the
 *       entries;
 *   <li>the header: see {@link HeaderVerifier};
 *   <li>the end: entries that no checkpoint covers are counted, and are a problem in an export that
 *       ends at its checkpoints.
 * </ol>
 */
public final class ExportVerifier {

  private final AuditExport auditExport;
  private final Map<String, VerifyingKey> keys;
  private final SortedMap<String, List<AuditEntry>> chains;

  /** Of each asset, the marks of its entries by their sequence number. */
  private final Map<String, Map<String, Set<String>>> marks = new HashMap<>();

  private final List<String> problems = new ArrayList<>();

  private ExportVerifier(AuditExport auditExport, Collection<VerifyingKey> keys) {
    this.auditExport = auditExport;
    this.keys = keys.stream().collect(Collectors.toMap(VerifyingKey::id, k -> k, (a, _) -> a));
    this.chains = grouped(auditExport.entries(), BY_PLACE, AuditEntry::getAssetId);
  }

  /**
   * Verifies an export.
   *
   * @param keys accepted keys; without any, signatures are not checked
   */
  public static ExportVerification verify(AuditExport auditExport, Collection<VerifyingKey> keys) {
    var exportVerifier = new ExportVerifier(auditExport, keys);
    exportVerifier.checkSorted("entries", auditExport.entries(), BY_PLACE);
    exportVerifier.checkSorted("checkpoints", auditExport.checkpoints(), BY_COUNT);
    exportVerifier.chains.values().forEach(exportVerifier::checkChain);
    if (auditExport.header().isComplete()) {
      exportVerifier.checkOrder();
    }
    grouped(auditExport.checkpoints(), BY_COUNT, AuditCheckpoint::getPartition)
        .forEach(exportVerifier::checkCheckpoints);
    exportVerifier.problems.addAll(HeaderVerifier.problems(auditExport));
    return exportVerifier.verifyEnd();
  }

  private ExportVerification verifyEnd() {
    var coverage = new Coverage(auditExport);
    var uncovered = coverage.uncovered();
    boolean ended = auditExport.header().exportId() != null;
    if (ended) {
      uncovered.stream()
          .filter(entry -> auditExport.header().isComplete() || coverage.isNamed(entry))
          .forEach(entry ->
              report(
                  "%s was added: it is newer than the checkpoint at which the export ends."
                      .formatted(name(entry))));
    }
    return new ExportVerification(
        problems,
        uncovered.size(),
        uncovered.stream().filter(coverage::isBackdated).count(),
        ended);
  }

  private <T> void checkSorted(String what, List<T> exported, Comparator<T> order) {
    var inOrder = exported.stream().sorted(order).toList();
    if (!inOrder.equals(exported)) {
      report("The %s of the file were put into another order.".formatted(what));
    }
  }

  private void checkChain(List<AuditEntry> chain) {
    var head = Head.START;
    for (var entry : chain) {
      if (!HashChain.hash(entry).equals(entry.getHash())) {
        report("%s was changed: its content no longer gives its hash.".formatted(name(entry)));
      }
      checkSuccession(head, entry);
      head = Head.at(entry);
    }
  }

  private void checkSuccession(Head head, AuditEntry entry) {
    long missing = entry.getSequence() - head.sequence() - 1;
    if (missing > 0) {
      report("Before %s, entries are missing: %d.".formatted(name(entry), missing));
    } else if (missing < 0) {
      report(
          "%s is in the export twice, or has an impossible sequence number."
              .formatted(name(entry)));
    } else if (!entry.getPrevious().equals(head.hash())) {
      report(
          "%s does not follow from the one before it: one of the two was replaced."
              .formatted(name(entry)));
    }
  }

  private void checkOrder() {
    var unlisted = new HashSet<String>();
    auditExport.entries().forEach(entry -> unlisted.add(entry.getHash()));
    auditExport
        .order()
        .forEach((partition, hashes) -> {
          for (var hash : hashes) {
            if (!unlisted.remove(hash)) {
              report(
                  "Partition %d lists an entry that is missing, or lists it twice: %s."
                      .formatted(partition, hash));
            }
          }
        });
    unlisted.forEach(hash -> report("No partition lists the entry %s.".formatted(hash)));
  }

  private void checkCheckpoints(int partition, List<AuditCheckpoint> checkpoints) {
    var previous = "";
    for (var checkpoint : checkpoints) {
      checkSignature(checkpoint);
      if (!checkpoint.getPrevious().equals(previous)) {
        report(
            "%s does not follow from the one before it: one is missing or was changed."
                .formatted(name(checkpoint)));
      }
      checkpoint.getAssets().forEach((asset, mark) -> checkAsset(checkpoint, asset, mark));
      previous = checkpoint.getSignature();
    }
    if (auditExport.header().isComplete()) {
      checkRunningHash(checkpoints, auditExport.order().getOrDefault(partition, List.of()));
    }
  }

  private void checkSignature(AuditCheckpoint checkpoint) {
    var key = keys.get(checkpoint.getKeyId());
    if (key != null && !CheckpointSignatures.isSignedBy(checkpoint, key)) {
      report("%s was changed: its signature is wrong.".formatted(name(checkpoint)));
    } else if (key == null && !keys.isEmpty()) {
      report(
          "%s names another key, %s: if it is yours, give it too."
              .formatted(name(checkpoint), checkpoint.getKeyId()));
    }
  }

  private void checkAsset(AuditCheckpoint checkpoint, String asset, String mark) {
    var chain = chains.getOrDefault(asset, List.of());
    var sequence = mark.substring(0, Math.max(0, mark.indexOf(':')));
    if (chain.isEmpty()) {
      if (auditExport.header().isComplete()) {
        report(
            "Asset %s is missing: %s has its entry %s."
                .formatted(asset, name(checkpoint), sequence));
      }
      return;
    }
    var marked = marks.computeIfAbsent(asset, _ -> marks(chain)).getOrDefault(sequence, Set.of());
    if (marked.isEmpty()) {
      report(
          "The trail of asset %s was cut: it ends with entry %d, and %s has its entry %s."
              .formatted(asset, chain.getLast().getSequence(), name(checkpoint), sequence));
    } else if (!marked.contains(mark)) {
      report(
          "Entry %s of asset %s was replaced: %s has another."
              .formatted(sequence, asset, name(checkpoint)));
    }
  }

  private static Map<String, Set<String>> marks(List<AuditEntry> chain) {
    return chain.stream()
        .collect(
            Collectors.groupingBy(
                entry -> Long.toString(entry.getSequence()),
                Collectors.mapping(PartitionTally::mark, Collectors.toSet())));
  }

  /** Checks each checkpoint's running hash against the hashes of the partition. */
  private void checkRunningHash(List<AuditCheckpoint> checkpoints, List<String> hashes) {
    var running = RunningHash.START;
    int count = 0;
    for (var checkpoint : checkpoints) {
      if (checkpoint.getEntries() > hashes.size()) {
        report(
            "Partition %d was cut: it ends after %d entries, and %s counts %d."
                .formatted(
                    checkpoint.getPartition(),
                    hashes.size(),
                    name(checkpoint),
                    checkpoint.getEntries()));
        return;
      }
      while (count < checkpoint.getEntries()) {
        running = RunningHash.after(running, hashes.get(count++));
      }
      if (!running.equals(checkpoint.getRunningHash())) {
        report(
            "Up to %s, entries were replaced, removed or put into another order."
                .formatted(name(checkpoint)));
      }
    }
  }

  private void report(String sentence) {
    problems.add(Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1));
  }

  private static String name(AuditEntry entry) {
    return "entry %d of asset %s".formatted(entry.getSequence(), entry.getAssetId());
  }

  private static String name(AuditCheckpoint checkpoint) {
    return "the checkpoint of %s in partition %d"
        .formatted(checkpoint.getAt(), checkpoint.getPartition());
  }

  private static <T, K> SortedMap<K, List<T>> grouped(
      List<T> all, Comparator<T> order, Function<T, K> by) {
    return all.stream()
        .sorted(order)
        .collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()));
  }
}
