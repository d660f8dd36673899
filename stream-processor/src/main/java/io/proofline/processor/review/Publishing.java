package io.proofline.processor.review;

import io.proofline.processor.review.Approved.Moment;
import io.proofline.processor.review.Approved.Publication;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where an approved asset is to be seen, and from when until when.
 *
 * @param open paths of the galleries that it belongs into now
 * @param moments when that will change by time alone
 * @param waits it belongs into one more, once a collection is ready
 * @param troubles why it is not published somewhere, for a person
 */
record Publishing(List<String> open, List<Instant> moments, boolean waits, List<String> troubles) {

  Publishing {
    open = List.copyOf(open);
    moments = List.copyOf(moments);
    troubles = List.copyOf(troubles);
  }

  /** By the rules alone: whether the asset is approved is not asked here. */
  static Publishing of(Review review, Rules rules) {
    var asset = review.library().asset();
    return asset == null
        ? new Publishing(List.of(), List.of(), false, List.of())
        : new Collector(review, asset, rules).collected();
  }

  private static final class Collector {

    private final Review review;
    private final Asset asset;
    private final Rules rules;
    private final Map<String, String> values;
    private final List<String> open = new ArrayList<>();
    private final List<Instant> moments = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private boolean waits;

    Collector(Review review, Asset asset, Rules rules) {
      this.review = review;
      this.asset = asset;
      this.rules = rules;
      this.values = Filling.of(review, rules);
    }

    Publishing collected() {
      rules.approved().publish().stream().filter(p -> p.when().holds(asset)).forEach(this::collect);
      return new Publishing(open, moments, waits, troubles);
    }

    private void collect(Publication publication) {
      var path = publication.to().filled(values);
      if (publication.to().lacks(values)) {
        troubles.add("'%s' has names that nothing fills".formatted(path));
        return;
      }
      try {
        var from = start(publication.from(), 0);
        var until = start(publication.until(), 1);
        Stream.of(from, until)
            .flatMap(Optional::stream)
            .filter(review.now()::isBefore)
            .forEach(moments::add);
        if (!from.filter(review.now()::isBefore).isPresent()
            && until.map(review.now()::isBefore).orElse(true)) {
          opens(publication, path);
        }
      } catch (DateTimeParseException e) {
        troubles.add(
            "not in '%s': '%s' is no day such as 2027-06-30".formatted(path, e.getParsedString()));
      }
    }

    /** What is there already stays, also when something in the collection is open again. */
    private void opens(Publication publication, String path) {
      var route = review.route();
      var collection = route == null ? null : route.collection();
      boolean held =
          publication.whenCollectionReady()
              && collection != null
              && !review.shelf().ready().contains(collection)
              && review.shelf().copies().stream().noneMatch(c -> c.liesIn(path));
      waits |= publication.whenCollectionReady();
      if (!held) {
        open.add(path);
      }
    }

    /** When a day begins, or the one after it; empty for no bound. */
    private Optional<Instant> start(@Nullable Moment moment, int daysLater) {
      return day(moment).map(day -> rules.calendar().startOf(day.plusDays(daysLater)));
    }

    private Optional<LocalDate> day(@Nullable Moment moment) {
      return switch (moment) {
        case null -> Optional.empty();
        case Moment.OnDay(var day) -> Optional.of(day);
        case Moment.FromField(var field) ->
            Optional.ofNullable(asset.details().fields().get(field))
                .filter(text -> !text.isBlank())
                .map(Collector::day);
      };
    }

    /** A day as people and libraries write it, with or without a time behind it. */
    private static LocalDate day(String text) {
      var day = text.strip().replace('/', '-').replaceFirst("[T ].*", "");
      return LocalDate.parse(
          day.matches("\\d{8}")
              ? day.substring(0, 4) + "-" + day.substring(4, 6) + "-" + day.substring(6)
              : day);
    }
  }
}
