package io.proofline.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words, times and addresses of the pages. */
class PageWordsTest {

  private static final When NOON = new When(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "2026-11-28T11:59:58Z, just now",
    "2026-11-28T11:59:40Z, 20 s ago",
    "2026-11-28T11:30:00Z, 30 min ago",
    "2026-11-28T09:14:00Z, today 09:14",
    "2026-11-27T23:59:00Z, yesterday 23:59",
    "2026-11-24T09:14:00Z, Tue 09:14",
    "2026-11-03T09:14:00Z, 3 Nov 09:14",
    "2025-11-03T09:14:00Z, 3 Nov 2025",
    "2026-11-28T12:20:00Z, in 20 min",
    "2026-11-28T18:00:00Z, today 18:00",
    "2026-11-29T08:00:00Z, tomorrow 08:00",
    "2026-12-03T08:00:00Z, Thu 08:00",
    "2027-12-01T08:00:00Z, 1 Dec 2027"
  })
  void a_time_is_relative_to_today(Instant time, String words) {
    assertThat(NOON.words(time)).isEqualTo(words);
  }

  @Test
  void a_time_of_the_last_hour_is_said_by_how_long_ago_it_was() {
    for (var minutes : List.of(0, 5, 59, 60, 180)) {
      var time = NOON.now().minus(Duration.ofMinutes(minutes));
      assertThat(NOON.isWithinTheLastHour(time))
          .as("%d", minutes)
          .isEqualTo(NOON.words(time).matches("just now|.* ago"));
    }
    assertThat(NOON.isWithinTheLastHour(NOON.now().plusSeconds(60))).isFalse();
  }

  @Test
  void today_is_the_day_of_the_viewers_zone() {
    var tokyo = new When(Instant.parse("2026-11-28T16:00:00Z"), ZoneId.of("Asia/Tokyo"));
    assertThat(tokyo.words(Instant.parse("2026-11-28T14:00:00Z"))).isEqualTo("yesterday 23:00");
    assertThat(tokyo.exact(Instant.parse("2026-11-28T14:00:00Z"))).contains("23:00:00 JST");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Restore the folder in Ziflow. Then: proofline stuck retry c1 | Restore the folder in"
            + " Ziflow.",
        "proofline stuck go-ahead [N] | ''",
        "Restore it from Ziflow's trash, or: proofline review start I1 | Restore it from Ziflow's"
            + " trash.",
        "Check the asset's id, then: proofline stuck retry c1 | Check the asset's id.",
        "Remind its reviewers; https://ziflow.example/p/9 | Remind its reviewers;"
            + " https://ziflow.example/p/9.",
        "Check the workers with: proofline health; more | Check the workers."
      })
  void a_next_step_has_no_command_of_a_terminal(String step, String words) {
    assertThat(Sentences.nextStep(step)).isEqualTo(words);
  }

  @Test
  void a_name_can_not_turn_itself_round() {
    assertThat(Sentences.name("a\u202Egpj.exe\u0000\u200B"))
        .isEqualTo("a\uFFFDgpj.exe\uFFFD\uFFFD");
    assertThat(Sentences.name("صورة é 写真.jpg")).isEqualTo("صورة é 写真.jpg");
  }

  @Test
  void an_address_keeps_its_other_conditions_and_begins_at_the_first_page() {
    var search =
        new PageQuery(
            "/reviews",
            Map.of("q", List.of("a&b=c %"), "cursor", List.of("x"), "empty", List.of(" ")));
    assertThat(search.with("q", "a b&c").href()).isEqualTo("/reviews?q=a%20b%26c");
    assertThat(PageQuery.parse("/reviews", search.without("cursor").query()))
        .isEqualTo(new PageQuery("/reviews", Map.of("q", List.of("a&b=c %"))));
    assertThat(search.without("cursor").toggled("state", "approved").toggled("state", "approved"))
        .isEqualTo(search.without("cursor"));
  }

  @Test
  void a_diff_has_the_lines_that_differ_and_a_few_around() {
    var old = "a\nb\nc\nd\ne\nf\ng\nh\n";
    assertThat(LineDiff.of(old, old)).isEmpty();
    assertThat(
            LineDiff.of(old, old.replace("e\n", "x\ny\n")).stream()
                .map(line -> line.style() + line.text()))
        .containsExactly("b", "c", "d", "minuse", "plusx", "plusy", "f", "g", "h");
  }
}
