package io.proofline.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fixed values of ids that other programs compute too, such as workers that find a marker. */
class StableIdsTest {

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource({
    "demo, I0000EXAMPLE0001, p2, pl:toyipeu5bqf3dcntqdpk4ebcwz",
    "demo, I0000EXAMPLE0002, p7, pl:qtkxhr5pvkyai7g547okdlstyw"
  })
  void a_marker_is_the_base_32_of_a_sha_256_cut_at_26(
      String account, String asset, String proof, String marker) {
    assertThat(StableIds.marker(account, asset, proof)).isEqualTo(marker);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource({
    "demo, I0000EXAMPLE0001, p2, 9bb087929d0c0bb189b380deae1022b65d9efea7ececea92c39eee7f3b1ef229",
    "demo, I0000EXAMPLE0002, p7, 84d573c7afaab0047cdde7dca1ae53c58e9d0babd43daff0830272151eda4432"
  })
  void a_hash_is_the_sha_256_of_its_lines(String account, String asset, String proof, String hash) {
    assertThat(StableIds.sha256(account, asset, proof)).isEqualTo(hash);
  }
}
