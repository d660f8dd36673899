package io.proofline.workers.photoshelter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class GalleryPathTest {

  private static final Gallery BOTTLES = new Gallery("G1", "Bottles");

  @Test
  void a_path_is_read_outermost_first_from_each_order() {
    var leaf = "{\"id\":\"G1\",\"attributes\":{\"name\":\"Bottles\"}}";
    var above = "{\"id\":\"C1\",\"attributes\":{\"name\":\"Spring\"}}";
    var top = "{\"id\":\"C2\",\"attributes\":{\"name\":\"Products\"}}";
    for (String list :
        new String[] {
          leaf + "," + above + "," + top, top + "," + above + "," + leaf, above + "," + top
        }) {
      var answer = JsonMapper.shared().readTree("{\"data\":[" + list + "]}");
      assertThat(GalleryPath.of(BOTTLES, answer))
          .as(list)
          .isEqualTo(
              new GalleryPath(List.of("Products", "Spring", "Bottles"), List.of("C2", "C1")));
    }
  }

  @Test
  void the_names_of_a_path_have_no_outer_blanks() {
    var answer =
        JsonMapper.shared()
            .readTree(
                """
                {"data":[{"id":"C1","attributes":{"name":" Spring "}}]}
                """);

    assertThat(GalleryPath.of(new Gallery("G1", "Bottles "), answer).path())
        .isEqualTo("Spring/Bottles");
  }
}
