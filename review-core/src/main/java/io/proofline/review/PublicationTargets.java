package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.OnApproval.Publication;
import io.proofline.policy.OnApproval.PublicationDate;
import io.proofline.policy.Rules;
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
 * @param galleryPaths paths of the galleries that it belongs into now
 * @param changesAt when that will change by time alone
 * @param waitsForCollection it belongs into one more, once a collection is ready
 * @param problems why it is not published somewhere, for a person
 */
record PublicationTargets(
    List<String> galleryPaths,
    List<Instant> changesAt,
    boolean waitsForCollection,
    List<String> problems) {

  PublicationTargets {
    galleryPaths = List.copyOf(galleryPaths);
    changesAt = List.copyOf(changesAt);
    problems = List.copyOf(problems);
  }

  /** By the rules alone: whether the asset is approved is not asked here. */
  static PublicationTargets of(Review review, Rules rules) {
    var asset = review.library().asset();
    return asset == null
        ? new PublicationTargets(List.of(), List.of(), false, List.of())
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
      this.values = TemplateValues.of(review, rules);
    }

    PublicationTargets collected() {
      rules.onApproval().publications().stream()
          .filter(p -> p.when().holds(asset))
          .forEach(this::collect);
      return new PublicationTargets(open, moments, waits, troubles);
    }

    private void collect(Publication publication) {
      var path = publication.galleryPath().fill(values);
      if (publication.galleryPath().hasUnknownNames(values)) {
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
              && review.shelf().copies().stream().noneMatch(c -> c.isInGallery(path));
      waits |= publication.whenCollectionReady();
      if (!held) {
        open.add(path);
      }
    }

    /** When a day begins, or the one after it; empty for no bound. */
    private Optional<Instant> start(@Nullable PublicationDate publicationDate, int daysLater) {
      return day(publicationDate).map(day -> rules.calendar().startOf(day.plusDays(daysLater)));
    }

    private Optional<LocalDate> day(@Nullable PublicationDate publicationDate) {
      return switch (publicationDate) {
        case null -> Optional.empty();
        case PublicationDate.FixedDay(var day) -> Optional.of(day);
        case PublicationDate.FromField(var field) ->
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
