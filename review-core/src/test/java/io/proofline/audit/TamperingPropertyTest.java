package io.proofline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.specific.SpecificRecord;

/** Any single change to the export of any trail is found. */
class TamperingPropertyTest {

  @Property(tries = 40)
  void an_untouched_export_is_whole(
      @ForAll Random random, @ForAll @IntRange(min = 0, max = 40) int n) {
    assertThat(ExportVerifier.problems(trail(random, n).export(), keys())).isEmpty();
  }

  @Property(tries = 400)
  void any_one_change_removal_or_swap_is_found(
      @ForAll Random random, @ForAll @IntRange(min = 2, max = 30) int n) {
    var auditExport = trail(random, n).isSigned().export();
    var tampered = tampered(random, auditExport);
    if (!tampered.equals(auditExport)) {
      assertThat(ExportVerifier.problems(tampered, keys())).isNotEmpty();
    }
  }

  private static List<VerifyingKey> keys() {
    return List.of(AuditTrailFixture.KEY.verifyingKey());
  }

  private static AuditTrailFixture trail(Random random, int entries) {
    var auditTrailFixture = new AuditTrailFixture();
    for (int i = 0; i < entries; i++) {
      auditTrailFixture.decides("I" + random.nextInt(4), "decision " + random.nextInt(3));
      if (random.nextInt(5) == 0) {
        auditTrailFixture.isSigned();
      }
    }
    return auditTrailFixture;
  }

  private static AuditExport tampered(Random random, AuditExport auditExport) {
    var entries = new ArrayList<>(auditExport.entries());
    var checkpoints = new ArrayList<>(auditExport.checkpoints());
    var order = new TreeMap<Integer, List<String>>();
    auditExport
        .order()
        .forEach((partition, hashes) -> order.put(partition, new ArrayList<>(hashes)));
    int entry = random.nextInt(entries.size());
    int checkpoint = random.nextInt(checkpoints.size());
    var hashes = order.values().stream().filter(h -> !h.isEmpty()).findFirst().orElseThrow();
    switch (random.nextInt(9)) {
      case 0 ->
          entries.set(entry, changed(random, AuditEntry.newBuilder(entries.get(entry)).build()));
      case 1 -> entries.remove(entry);
      case 2 -> Collections.swap(entries, entry, random.nextInt(entries.size()));
      case 3 -> entries.add(random.nextInt(entries.size() + 1), entries.get(entry));
      case 4 ->
          checkpoints.set(
              checkpoint,
              changed(random, AuditCheckpoint.newBuilder(checkpoints.get(checkpoint)).build()));
      case 5 -> removeUnlessNewest(checkpoints, checkpoint);
      case 6 -> Collections.swap(checkpoints, checkpoint, random.nextInt(checkpoints.size()));
      case 7 -> hashes.remove(random.nextInt(hashes.size()));
      default ->
          Collections.swap(hashes, random.nextInt(hashes.size()), random.nextInt(hashes.size()));
    }
    return new AuditExport(entries, order, checkpoints);
  }

  /** That a partition's newest checkpoint was removed, only who has seen it can tell. */
  private static void removeUnlessNewest(List<AuditCheckpoint> checkpoints, int index) {
    boolean isNewest =
        index + 1 == checkpoints.size()
            || checkpoints.get(index + 1).getPartition() != checkpoints.get(index).getPartition();
    if (!isNewest) {
      checkpoints.remove(index);
    }
  }

  /** With another value in one field. */
  private static <T extends SpecificRecord> T changed(Random random, T record) {
    int field = random.nextInt(record.getSchema().getFields().size());
    record.put(field, other(random, record.get(field)));
    return record;
  }

  private static Object other(Random random, Object value) {
    return switch (value) {
      case null -> "x";
      case Integer number -> number + 1 + random.nextInt(3);
      case Long number -> number + 1 - 2 * random.nextInt(2);
      case Instant time -> time.plusMillis(1);
      case Map<?, ?> map -> other(random, map);
      default -> other(random, (String) value);
    };
  }

  private static String other(Random random, String text) {
    if (text.isEmpty()) {
      return "x";
    }
    int at = random.nextInt(text.length());
    char c = text.charAt(at);
    return text.substring(0, at) + (c == 'a' ? 'b' : 'a') + text.substring(at + 1);
  }

  private static Map<String, String> other(Random random, Map<?, ?> map) {
    var other = new HashMap<String, String>();
    map.forEach((key, value) -> other.put((String) key, (String) value));
    if (random.nextBoolean()) {
      other.remove(other.keySet().iterator().next());
    } else {
      other.replaceAll((_, value) -> other(random, value));
    }
    return other;
  }
}
