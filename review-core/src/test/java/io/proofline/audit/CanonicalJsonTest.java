package io.proofline.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Fixes the bytes of the canonical form. docs/audit-format.md has the same bytes, which other
 * programs compare with.
 */
class CanonicalJsonTest {

  private static final Instant AT = Instant.ofEpochMilli(1_777_881_600_123L);

  @Test
  void the_bytes_of_an_entry_never_change() {
    assertThat(new String(CanonicalJson.bytes(entry()), UTF_8))
        .isEqualTo(
            """
            {"account":"demo","asset_id":"I0000A","cause":"e-1","command_id":null,\
            "details":{"note":"n-7","stage":"Brand \\"é\\" \\\\ 🖼"},"entered_at":1777881600123,\
            "kind":"decision","new":"approved","occurred_at":null,"old":null,"person_id":"5f1d0c",\
            "previous":"0000000000000000000000000000000000000000000000000000000000000000",\
            "rule":"Line\\nfeed\\u0001","rules_version":null,"sequence":1,"source":"webhook"}\
            """);
    assertThat(entry().getHash())
        .isEqualTo("7f434f58707f1657524647e09ab9470d36ecedb0504340f6e16aadef4569e702");
  }

  @Test
  void the_bytes_of_a_checkpoint_never_change() {
    assertThat(
            new String(CanonicalJson.bytes(checkpoint(Map.of("I2", "3:ff", "I1", "1:ee"))), UTF_8))
        .isEqualTo(
            """
            {"account":"demo","assets":{"I1":"1:ee","I2":"3:ff"},"at":1777881600123,"entries":4,\
            "key_id":"0123456789abcdef","partition":2,"previous":"","running_hash":"abc"}\
            """);
    assertThat(new String(CanonicalJson.bytes(checkpoint(Map.of())), UTF_8))
        .contains("\"assets\":{},");
  }

  @Test
  void fields_that_later_versions_added_are_in_the_form_only_where_they_are_set() {
    var later =
        AuditCheckpoint.newBuilder(checkpoint(Map.of()))
            .setPartitions(8)
            .setExportId("x-1")
            .setSelection("{\"of\":\"all\"}")
            .build();
    assertThat(new String(CanonicalJson.bytes(later), UTF_8))
        .isEqualTo(
            """
            {"account":"demo","assets":{},"at":1777881600123,"entries":4,"export_id":"x-1",\
            "key_id":"0123456789abcdef","partition":2,"partitions":8,"previous":"",\
            "running_hash":"abc","selection":"{\\"of\\":\\"all\\"}"}\
            """);
  }

  @Test
  void an_entry_has_no_fields_but_those_and_its_hash() {
    var fields = CanonicalJson.fields(entry()).keySet();
    assertThat(AuditEntry.getClassSchema().getFields())
        .extracting(field -> field.name())
        .filteredOn(name -> !name.equals("hash"))
        .containsExactlyInAnyOrderElementsOf(fields);
  }

  @Test
  void a_checkpoint_has_no_fields_but_those_and_its_signature() {
    var fields =
        CanonicalJson.fields(
                AuditCheckpoint.newBuilder(checkpoint(Map.of()))
                    .setPartitions(8)
                    .setExportId("x-1")
                    .setSelection("{}")
                    .build())
            .keySet();
    assertThat(AuditCheckpoint.getClassSchema().getFields())
        .extracting(field -> field.name())
        .filteredOn(name -> !name.equals("signature"))
        .containsExactlyInAnyOrderElementsOf(fields);
  }

  @Property
  void a_serialized_entry_has_the_same_bytes(@ForAll String text) throws IOException {
    var entry =
        AuditEntry.newBuilder(entry())
            .setNew$(text)
            .setDetails(Map.of("stage", text))
            .setEnteredAt(AT.plusNanos(456))
            .build();
    var travelled = AuditEntry.fromByteBuffer(entry.toByteBuffer());
    assertThat(CanonicalJson.bytes(travelled)).isEqualTo(CanonicalJson.bytes(entry));
  }

  private static AuditEntry entry() {
    return HashChain.append(
        HashChain.Head.START,
        AuditEntry.newBuilder()
            .setAccount("demo")
            .setAssetId("I0000A")
            .setSequence(0)
            .setKind("decision")
            .setPersonId("5f1d0c")
            .setNew$("approved")
            .setDetails(Map.of("stage", "Brand \"é\" \\ 🖼", "note", "n-7"))
            .setEnteredAt(AT)
            .setRule("Line\nfeed\u0001")
            .setCause("e-1")
            .setSource("webhook")
            .setPrevious("")
            .setHash(""));
  }

  private static AuditCheckpoint checkpoint(Map<String, String> assets) {
    return AuditCheckpoint.newBuilder()
        .setAccount("demo")
        .setPartition(2)
        .setEntries(4)
        .setRunningHash("abc")
        .setAssets(assets)
        .setAt(AT)
        .setPrevious("")
        .setKeyId("0123456789abcdef")
        .setSignature("")
        .build();
  }
}
