package io.proofline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Searches over thousands of seeded files and proofs. */
class SeededDataIT {
  private static final int ASSETS = 7_000;
  private static final int PROOFS = 3_000;

  @TempDir Path data;
  private Sandbox sandbox;
  private HttpCaller library;
  private List<JsonNode> all;

  @BeforeEach
  void start() {
    begin(ASSETS, PROOFS);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void a_start_adds_only_missing_seed_data() {
    var before = ids(all);
    assertThat(before).hasSize(ASSETS);
    stop();
    begin(ASSETS, PROOFS);
    assertThat(ids(all)).isEqualTo(before);
    stop();
    begin(ASSETS + 1, 0);
    assertThat(ids(all)).hasSize(ASSETS + 1).containsAll(before);
    assertThat(HttpCaller.at(sandbox.pages(), "/admin").get("/oracle").json()).isEmpty();
  }

  @Test
  void seeded_galleries_have_at_most_two_thousand_files_and_share_originals() throws Exception {
    var galleries = library.get("/galleries?include=child-count").json().path("data");
    assertThat(galleries.valueStream().map(SeededDataIT::children))
        .allMatch(count -> count <= 2000);
    assertThat(galleries.valueStream().mapToInt(SeededDataIT::children).sum()).isEqualTo(ASSETS);
    try (var originals = Files.list(data.resolve("originals"))) {
      assertThat(originals).hasSize(8);
    }
  }

  @Test
  void a_search_by_keywords_finds_the_same_files_as_a_scan() {
    var word = all.get(ASSETS - 1).path("keywords").get(2).asString();
    assertThat(found("keywords=" + word.toUpperCase(java.util.Locale.ROOT)))
        .isEqualTo(ids(having(word)))
        .isNotEmpty();
    assertThat(found("keywords=product,event"))
        .isEqualTo(
            ids(
                all.stream()
                    .filter(each -> words(each).containsAll(Set.of("product", "event")))
                    .toList()))
        .isNotEmpty();
  }

  @Test
  void a_search_by_iptc_fields_finds_the_same_files_as_a_scan() {
    var title = iptc(all.get(ASSETS - 1)).path("title").asString();
    assertThat(found("title=" + encoded(title))).containsExactly(id(all.get(ASSETS - 1)));
    assertThat(found("country=Japan&city=kyoto").size()).isBetween(ASSETS / 8, ASSETS / 2);
  }

  @Test
  void a_gallery_and_a_date_window_are_combined() {
    var gallery = library.get("/galleries?name=Archive+0002").json().at("/data/0/id").asString();
    var wide = "modify_start=" + encoded("2024-01-01 00:00:00 GMT");
    var narrow = wide + "&modify_end=" + encoded("2024-01-03 00:00:00 GMT");
    var inGallery = found("galleries=" + gallery);
    assertThat(inGallery).hasSize(2000);
    for (var window : List.of(wide, narrow)) {
      assertThat(found("galleries=%s&%s".formatted(gallery, window)))
          .isEqualTo(common(inGallery, found(window)))
          .isNotEmpty();
    }
  }

  @Test
  void a_trashed_file_is_not_found_and_an_edited_one_is_found_by_its_new_keys() {
    var file = id(all.get(ASSETS - 1));
    library.json("PATCH", "/media/%s/iptc".formatted(file), Map.of("keywords", "seldom"));
    assertThat(found("keywords=seldom")).containsExactly(file);
    library.delete("/media/" + file);
    assertThat(found("keywords=seldom")).isEmpty();
    assertThat(found("media_id=" + file)).isEmpty();
  }

  @Test
  void proofs_are_found_by_marker_and_id_and_are_under_review() {
    var proofRequests = new ProofRequests(sandbox);
    var found = search(proofRequests, Map.of("pass_through_value", List.of("seed:002999"))).get(0);
    assertThat(found.path("status").asString()).isEqualTo("in_progress");
    assertThat(proofRequests.decide(found, "seed@sandbox.example", "approved").status())
        .isEqualTo(200);
    var id = found.path("id").asString();
    var again =
        search(proofRequests, Map.of("proof_id", List.of(id), "name", List.of("Seed 002999")));
    assertThat(again).hasSize(1);
    assertThat(again.get(0).path("decision_status").asString()).isEqualTo("approved");
    assertThat(search(proofRequests, Map.of("pass_through_value", List.of("seed:003000"))))
        .isEmpty();
  }

  @Test
  void a_negative_volume_is_refused() {
    assertThatThrownBy(() -> new SandboxSettings.SeedVolume(-1, 0))
        .hasMessage("-1 assets and 0 proofs: neither can be below 0");
  }

  private void begin(int assets, int proofs) {
    sandbox =
        Sandbox.start(
            SandboxSettings.in(data).with(new SandboxSettings.SeedVolume(assets, proofs)));
    library = PhotoShelterAuthenticationIT.loggedIn(sandbox);
    all =
        HttpCaller.at(sandbox.pages(), "/admin")
            .get("/photoshelter/media")
            .json()
            .valueStream()
            .toList();
  }

  /** The ids on the first pages of {@code /media} for these filters. */
  private Set<String> found(String filters) {
    var ids = new java.util.HashSet<String>();
    for (var page = 1; page <= ASSETS / 1000 + 1; page++) {
      library
          .get("/media?org_id=x&per_page=1000&page=%d&%s".formatted(page, filters))
          .json()
          .path("data")
          .forEach(each -> ids.add(id(each)));
    }
    return ids;
  }

  private List<JsonNode> having(String word) {
    return all.stream().filter(each -> words(each).contains(word)).toList();
  }

  private static Set<String> words(JsonNode file) {
    return file.path("keywords").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
  }

  private JsonNode iptc(JsonNode file) {
    return library.get("/media/%s/iptc".formatted(id(file))).json().at("/data/attributes");
  }

  private static JsonNode search(ProofRequests proofRequests, Map<String, ?> filters) {
    return proofRequests.api.json("POST", "/proofs/search", filters).json().path("proofs");
  }

  private static int children(JsonNode gallery) {
    return gallery.at("/includes/child-count/data/attributes/total").asInt();
  }

  private static Set<String> common(Set<String> some, Set<String> others) {
    return some.stream().filter(others::contains).collect(Collectors.toSet());
  }

  private static Set<String> ids(List<JsonNode> files) {
    return files.stream().map(SeededDataIT::id).collect(Collectors.toSet());
  }

  private static String id(JsonNode resource) {
    return resource.path("id").asString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
