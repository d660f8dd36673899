package io.proofline.console.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventSentenceTest {

  private static final EventCatalogue CATALOGUE = new EventCatalogue(Clock.systemUTC());

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "verdict | a.jpg: All have decided: it is approved.",
        "published | a.jpg: It was added to the gallery “Partners/Press”.",
        "pause_started | Ziflow is paused.",
        "pause_ended | Ziflow is not paused any more.",
        "waiting_started | Calls that failed for good: 1 photograph in all.",
        "waiting_ended | Calls that failed for good: none any more.",
        "source_silent | Ziflow's webhooks are silent for longer than usual; the last was at"
            + " 2026-11-28T06:40:00Z.",
        "paused | Somebody paused Ziflow.",
        "resumed | Somebody resumed Ziflow.",
        "source_heard_again | Ziflow's webhooks are heard again."
      })
  void an_event_is_a_sentence(String kind, String sentence) {
    assertThat(EventSentence.of(CATALOGUE.sample(kind).toString(), "a.jpg")).isEqualTo(sentence);
  }

  static Stream<String> kinds() {
    return CATALOGUE.kinds().stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void every_event_is_a_whole_sentence_without_ids_of_people(String kind) {
    var sample = CATALOGUE.sample(kind);
    var sentence = EventSentence.of(sample.toString(), null);
    assertThat(sentence).matches("(?s)\\S.*\\.").doesNotContain("_", "null", "was erased");
    var person = sample.path("data").path("person_id");
    if (person.isString()) {
      assertThat(sentence).doesNotContain(person.asString());
    }
  }

  @Test
  void an_asset_without_a_known_file_is_named_by_its_id() {
    assertThat(EventSentence.of(CATALOGUE.sample("held").toString(), null))
        .startsWith("I0000abc: It was held back");
  }

  @Test
  void an_example_says_that_it_is_one() {
    assertThat(EventSentence.of(CATALOGUE.example("pause_started").body(), null))
        .isEqualTo("Example: Ziflow is paused.");
  }

  @Test
  void a_file_name_calls_nobody_in_slack_and_turns_no_text_round() {
    var sentence =
        EventSentence.of(CATALOGUE.sample("held").toString(), "<!channel> \u202E& a.jpg");
    assertThat(EventSender.slackBody(sentence))
        .startsWith("{\"text\":\"&lt;!channel&gt; \uFFFD&amp; a.jpg: It was held back");
  }
}
