package io.proofline.audit;

import io.proofline.audit.AuditSelection.OfAsset;
import io.proofline.audit.AuditSelection.OfPeriod;
import io.proofline.audit.AuditSelection.WholeTrail;
import io.proofline.audit.ExportHeader.Form;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that an export matches its header: it is of one installation, each asset is in its
 * partition, no asset is missing or foreign, and its last checkpoints were signed for this export.
 */
final class HeaderVerifier {

  private final AuditExport auditExport;
  private final ExportHeader header;
  private final Map<String, List<AuditEntry>> chains;
  private final List<String> problems = new ArrayList<>();

  private HeaderVerifier(AuditExport auditExport) {
    this.auditExport = auditExport;
    this.header = auditExport.header();
    this.chains =
        auditExport.entries().stream().collect(Collectors.groupingBy(AuditEntry::getAssetId));
  }

  /** A sentence for each problem. */
  static List<String> problems(AuditExport auditExport) {
    var headerVerifier = new HeaderVerifier(auditExport);
    headerVerifier.checkAccount();
    headerVerifier.checkForm();
    headerVerifier.checkPartitionCount();
    headerVerifier.checkPartitions();
    headerVerifier.checkSelection();
    if (auditExport.header().exportId() != null) {
      headerVerifier.checkEnds();
    }
    return headerVerifier.problems;
  }

  private void checkAccount() {
    var accounts =
        Stream.concat(
                auditExport.entries().stream().map(AuditEntry::getAccount),
                auditExport.checkpoints().stream().map(AuditCheckpoint::getAccount))
            .collect(Collectors.toCollection(TreeSet::new));
    if (accounts.size() > 1) {
      problems.add("It is of several installations: %s.".formatted(String.join(", ", accounts)));
    }
  }

  /** A later form can't be relabelled as an earlier one, which promises less. */
  private void checkForm() {
    boolean later =
        auditExport.checkpoints().stream()
            .anyMatch(checkpoint -> checkpoint.getPartitions() != null);
    if (header.form() == Form.FIRST && later) {
      problems.add(
          "Its format is %s, but its checkpoints are of a later one: the format was changed."
              .formatted(header.form().word()));
    }
  }

  private void checkPartitionCount() {
    auditExport.checkpoints().stream()
        .map(AuditCheckpoint::getPartitions)
        .filter(signed -> signed != null && signed != header.partitions())
        .findFirst()
        .ifPresent(signed ->
            problems.add(
                "It says %d partitions, and a checkpoint says %d."
                    .formatted(header.partitions(), signed)));
  }

  private void checkPartitions() {
    var misplaced = new ArrayList<String>();
    auditExport
        .checkpoints()
        .forEach(checkpoint ->
            checkpoint
                .getAssets()
                .keySet()
                .forEach(asset -> checkPartition(asset, checkpoint.getPartition(), misplaced)));
    var assetsByHash = new HashMap<String, String>();
    auditExport.entries().forEach(entry -> assetsByHash.put(entry.getHash(), entry.getAssetId()));
    auditExport
        .order()
        .forEach((partition, hashes) -> {
          for (var hash : hashes) {
            var asset = assetsByHash.get(hash);
            if (asset != null) {
              checkPartition(asset, partition, misplaced);
            }
          }
        });
    if (!misplaced.isEmpty()) {
      problems.add(
          "%s. Entries that are in another partition than their asset's: %d."
              .formatted(misplaced.getFirst(), misplaced.size()));
    }
  }

  private void checkPartition(String asset, int partition, List<String> misplaced) {
    int right = AssetPartition.of(asset, header.partitions());
    if (partition != right) {
      misplaced.add(
          "Asset %s is in partition %d, and belongs in partition %d of %d"
              .formatted(asset, partition, right, header.partitions()));
    }
  }

  private void checkSelection() {
    switch (header.selection()) {
      case WholeTrail _ -> {}
      case OfAsset(var id) -> {
        checkForeign(Set.of());
        checkMissing(Set.of(id));
      }
      case OfPeriod period -> {
        var required = SelectedAssets.of(period, auditExport.checkpoints());
        if (header.form() == Form.FIRST) {
          checkForeign(Set.of());
        } else {
          checkForeign(required);
          checkMissing(required);
        }
      }
    }
  }

  private void checkForeign(Set<String> required) {
    chains.forEach((asset, chain) -> {
      if (!required.contains(asset) && chain.stream().noneMatch(header.selection()::includes)) {
        problems.add(
            "Asset %s does not belong to the selection of the export: %s."
                .formatted(asset, header.selection().json()));
      }
    });
  }

  private void checkMissing(Set<String> required) {
    required.stream()
        .filter(asset -> !chains.containsKey(asset))
        .sorted()
        .forEach(asset ->
            problems.add(
                "Asset %s is missing: it belongs to the selection of the export."
                    .formatted(asset)));
  }

  private void checkEnds() {
    var newest = new HashMap<Integer, AuditCheckpoint>();
    auditExport.checkpoints().forEach(c -> newest.put(c.getPartition(), c));
    for (int partition = 0; partition < header.partitions(); partition++) {
      if (header.hasPartition(partition) && !isOfThisExport(newest.get(partition))) {
        problems.add(
            "Partition %d does not end with the checkpoint of this export: its end was cut, or the"
                    .formatted(partition)
                + " head of the file was changed.");
      }
    }
  }

  private boolean isOfThisExport(@Nullable AuditCheckpoint checkpoint) {
    return checkpoint != null
        && Objects.equals(header.exportId(), checkpoint.getExportId())
        && header.selection().json().equals(checkpoint.getSelection())
        && checkpoint.getPartitions() != null;
  }
}
