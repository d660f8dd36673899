package io.proofline.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.audit.AuditExport;
import io.proofline.audit.AuditJsonReader;
import io.proofline.audit.ExportVerifier;
import io.proofline.audit.InvalidExportException;
import io.proofline.audit.VerifyingKey;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditJsonWriterTest {

  @Test
  void an_export_is_read_back_unchanged() throws Exception {
    assertThat(read(AuditExportFixture.json(AuditExportFixture.completeExport())))
        .isEqualTo(AuditExportFixture.completeExport().export());
    assertThat(read(AuditExportFixture.json(AuditExportFixture.endedExport())))
        .isEqualTo(AuditExportFixture.endedExport().export());
    assertThat(read(AuditExportFixture.json(AuditExportFixture.firstForm())))
        .isEqualTo(AuditExportFixture.firstForm().export());
    assertThat(read(AuditExportFixture.json(AuditExportFixture.partialExport())))
        .isEqualTo(AuditExportFixture.partialExport().export());
  }

  @Test
  void an_export_has_a_record_a_line_and_names_apart() {
    var lines = AuditExportFixture.json(AuditExportFixture.endedExport()).lines().toList();
    assertThat(lines.get(0)).isEqualTo("{");
    assertThat(lines.get(1)).isEqualTo("\"format\":\"proofline-audit-2\",");
    assertThat(lines.get(2)).isEqualTo("\"export_id\":\"export-1\",");
    assertThat(lines.get(3)).isEqualTo("\"selection\":{\"of\":\"all\"},");
    assertThat(lines.get(4)).isEqualTo("\"partitions\":2,");
    assertThat(lines.get(5)).isEqualTo("\"entries\":[");
    assertThat(lines.get(6))
        .startsWith("{\"account\":\"demo\",\"asset_id\":\"I1\",\"cause\":\"e-0\"")
        .doesNotContain("Ann");
    assertThat(lines)
        .contains(
            "{\"email\":\"ann@example.com\",\"erased_at\":null,\"name\":\"Ann"
                + " Example\",\"person_id\":\"5f1d0c\"}],");
  }

  @Test
  void any_byte_that_is_changed_in_what_can_be_verified_is_found() throws Exception {
    var bytes = AuditExportFixture.json(AuditExportFixture.endedExport()).getBytes(UTF_8);
    var text = new String(bytes, UTF_8);
    int begin = 0;
    int end = text.substring(0, text.indexOf("\"people\"")).getBytes(UTF_8).length;
    var unnoticed = new StringBuilder();
    for (int i = begin; i < end; i++) {
      var tampered = bytes.clone();
      tampered[i] = (byte) (tampered[i] == '1' ? '2' : '1');
      if (isWhole(tampered)) {
        unnoticed.append(new String(bytes, begin, i - begin + 1, UTF_8)).append('\n');
      }
    }
    assertThat(unnoticed).isEmpty();
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"format\":\"proofline-audit-2\" | \"format\":\"proofline-audit-3\" | this version does"
            + " not know the format 'proofline-audit-3'",
        "\"format\":\"proofline-audit-2\" | \"format\":\"proofline-audit-1\" | it has not the"
            + " sections of its format",
        "\"people\":                      | \"persons\":                     | it has an unknown"
            + " section 'persons'",
        "\"cause\":\"e-0\"                | \"cause\":null                   | line 7 has no text"
            + " as 'cause'",
        "\"cause\":\"e-0\"                | \"cause\":\"\\ud800\"            | line 7 has no"
            + " Unicode text as 'cause'",
        "\"sequence\":1                   | \"sequence\":1.0                 | line 7 has no whole"
            + " number as 'sequence'",
        "\"rule\":                        | \"rules\":                       | line 7 has other"
            + " fields than it should",
        "\"cause\":\"e-0\"                | \"cause\":\"e-0\",\"cause\":\"\" | it is not JSON from"
            + " line 7 on",
        "{\"of\":\"all\"}                 | {\"asset\":\"I1\",\"of\":\"asset\"} | it has the order"
            + " of partitions, and is of a part",
        "{\"of\":\"all\"}                 | {\"of\":\"asset\"}               | it has the"
            + " selection {\"of\":\"asset\"}",
        "\"export_id\":null               | \"export_id\":7                 | its export_id is no"
            + " text",
        "\"partitions\":2                 | \"partitions\":0                 | its number of"
            + " partitions is not one of 1 to 10000",
        "\"partitions\":2                 | \"partitions\":2000000000        | its number of"
            + " partitions is not one of 1 to 10000",
        "\"partitions\":2                 | \"partitions\":1                 | it has more"
            + " partitions than it declares"
      })
  void an_invalid_export_is_rejected(String now, String then, String why) {
    var text = AuditExportFixture.json(AuditExportFixture.completeExport());
    assertThat(text).contains(now);
    int at = text.indexOf(now);
    var changed = text.substring(0, at) + then + text.substring(at + now.length());
    assertThatThrownBy(() -> read(changed))
        .isInstanceOf(InvalidExportException.class)
        .hasMessage(why);
  }

  @Test
  void a_truncated_or_extended_file_is_rejected() {
    var text = AuditExportFixture.json(AuditExportFixture.completeExport());
    assertThatThrownBy(() -> read(text.substring(0, text.length() / 2)))
        .isInstanceOf(InvalidExportException.class);
    assertThatThrownBy(() -> read(text + "{}"))
        .isInstanceOf(InvalidExportException.class)
        .hasMessage("there is content after its end");
    assertThatThrownBy(() -> read("")).isInstanceOf(InvalidExportException.class);
    assertThatThrownBy(() -> read("{}"))
        .isInstanceOf(InvalidExportException.class)
        .hasMessage("it does not say its format and its selection");
  }

  private static boolean isWhole(byte[] bytes) {
    try {
      var auditExport = AuditJsonReader.read(new ByteArrayInputStream(bytes));
      // most is found without the key, and sooner
      return problems(auditExport, List.of()).isEmpty()
          && problems(auditExport, List.of(AuditExportFixture.KEY.verifyingKey())).isEmpty();
    } catch (InvalidExportException e) {
      return false;
    }
  }

  private static List<String> problems(AuditExport auditExport, List<VerifyingKey> keys) {
    return ExportVerifier.verify(auditExport, keys).problems();
  }

  private static AuditExport read(String text) throws InvalidExportException {
    return AuditJsonReader.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
