package io.proofline.workers.photoshelter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class GalleryListingPageTest {

  private static final String ROW =
      "{'image_id':'I1','Image':{'file_name':'a.jpg','updated_at':'2026-01-01 10:00:00',"
          + "'Iptc':{'keyword':'x, y','caption':'c'},'CustomMetadata':{'custom_metadata':[]}}}";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          unchanged              | `{'image_id':'I1','Image':{'file_name':'a.jpg','updated_at':'2026-01-01 10:00:00','Iptc':{'keyword':'x, y','caption':'c'},'CustomMetadata':{'custom_metadata':[]}}}` | true
          in another order       | `{'Image':{'Iptc':{'caption':'c','keyword':'x, y'},'updated_at':'2026-01-01 10:00:00','file_name':'a.jpg'},'image_id':'I1'}` | true
          with more texts        | `{'image_id':'I1','Iptc':{'keyword':'x, y','caption':'c'},'Image':{'file_name':'a.jpg','updated_at':'2026-01-01 10:00:00'}}` | true
          viewed once more       | `{'image_id':'I1','Image':{'file_name':'a.jpg','views':'7','updated_at':'2026-01-01 10:00:00','Iptc':{'keyword':'x, y','caption':'c'}}}` | true
          another text           | `{'image_id':'I1','Image':{'file_name':'a.jpg','updated_at':'2026-01-01 10:00:00','Iptc':{'keyword':'x, y','caption':'d'}}}` | false
          a further text         | `{'image_id':'I1','Image':{'file_name':'a.jpg','updated_at':'2026-01-01 10:00:00','Iptc':{'keyword':'x, y','caption':'c','city':'Bonn'}}}` | false
          another date           | `{'image_id':'I1','Image':{'file_name':'a.jpg','updated_at':'2026-01-01 10:00:01','Iptc':{'keyword':'x, y','caption':'c'}}}` | false
          """)
  void shows_whether_the_file_is_unchanged(String name, String row, boolean same) {
    assertThat(
            page(row, false)
                .fingerprints()
                .get("I1")
                .equals(page(ROW, false).fingerprints().get("I1")))
        .isEqualTo(same);
  }

  @Test
  void a_row_without_a_requested_part_has_no_fingerprint() {
    assertThat(page(ROW, true).fingerprints()).containsOnlyKeys("I1");
    assertThat(page(ROW.replace("CustomMetadata", "Other"), true).fingerprints()).isEmpty();
    assertThat(page(ROW.replace("'Iptc'", "'Other'"), false).fingerprints()).isEmpty();
    assertThat(page(ROW.replace("'file_name'", "'other'"), false).fingerprints()).isEmpty();
    assertThat(page(ROW.replace("'Image'", "'Other'"), false).fingerprints()).isEmpty();
    assertThat(page(ROW.replace("'image_id'", "'other'"), false).fingerprints()).isEmpty();
  }

  private static GalleryListingPage page(String row, boolean custom) {
    var data = "{\"GalleryImage\":[" + row.replace('\'', '"') + "]}";
    return GalleryListingPage.of(JsonMapper.shared().readTree(data), custom);
  }
}
