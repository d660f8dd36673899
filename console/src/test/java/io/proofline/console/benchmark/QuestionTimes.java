package io.proofline.console.benchmark;

import io.proofline.console.ConsoleInstance;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Times the questions that people ask most, over HTTP, each with changing values. */
final class QuestionTimes {

  private static final int WARM_UP = 5;

  private final ConsoleInstance console;
  private final int assets;
  private final int calls;

  QuestionTimes(ConsoleInstance console, int assets, int calls) {
    this.console = console;
    this.assets = assets;
    this.calls = calls;
  }

  void measure() {
    questions()
        .forEach((name, question) -> {
          var millis = new double[calls];
          for (int i = -WARM_UP; i < calls; i++) {
            var path = question.apply(Math.floorMod(i * 104_729, assets));
            long start = System.nanoTime();
            var answer = console.get(path);
            if (answer.statusCode() != 200) {
              throw new IllegalStateException(path + " → " + answer.body());
            }
            if (i >= 0) {
              millis[i] = (System.nanoTime() - start) / 1e6;
            }
          }
          ReadModelBenchmark.say("%-46s %s", name, ReadModelBenchmark.percentiles(millis));
        });
  }

  private Map<String, IntFunction<String>> questions() {
    var all = new LinkedHashMap<String, IntFunction<String>>();
    all.put("one review", number -> "/api/v1/reviews/" + LibraryOfRecords.asset(number));
    all.put(
        "its timeline",
        number -> "/api/v1/reviews/%s/timeline".formatted(LibraryOfRecords.asset(number)));
    all.put("list, first 60", _ -> reviews(""));
    all.put("list, newest first", _ -> reviews("sort=newest"));
    all.put("list, longest waiting", _ -> reviews("waits=any&sort=longest_waiting"));
    all.put("file name, one match", number -> reviews("q=" + LibraryOfRecords.fileName(number)));
    all.put("file name, part with many matches", number -> reviews("q=" + number % 90 + 10));
    all.put("file name, part with 125,000 per million", _ -> reviews("q=harbour"));
    all.put("file name, two characters", _ -> reviews("q=ar"));
    all.put("file name, no match", number -> reviews("q=absent" + number));
    all.put("state, in review", _ -> reviews("state=in_review"));
    all.put("state and rule", number -> reviews("state=in_review&rule=rule-" + number % 20));
    all.put(
        "gallery",
        number ->
            reviews(
                "gallery="
                    + encode("Partners/Season/Gallery " + number % LibraryOfRecords.GALLERIES)));
    all.put("keyword with 125,000 per million", _ -> reviews("keyword=forest"));
    all.put("field", number -> reviews("field.city=" + encode("City " + number % 500)));
    all.put(
        "held by a reviewer", number -> reviews("holder=p-" + number % LibraryOfRecords.REVIEWERS));
    all.put("counts of all reviews", _ -> "/api/v1/review-counts");
    all.put("counts of one file name part", _ -> "/api/v1/review-counts?q=harbour");
    all.put("waiting work by cause", _ -> "/api/v1/waiting");
    all.put(
        "audit trail of an asset",
        number -> "/api/v1/audit?asset=" + LibraryOfRecords.asset(number));
    all.put(
        "audit trail of a day",
        _ -> "/api/v1/audit?from=2026-11-27T00:00:00Z&to=2026-11-28T00:00:00Z");
    all.put(
        "audit trail of a person",
        number -> "/api/v1/audit?person=p-" + number % LibraryOfRecords.REVIEWERS);
    return all;
  }

  private static String reviews(String filter) {
    return "/api/v1/reviews?limit=60&" + filter;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
