package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.OnApproval.Publication;
import io.proofline.policy.OnApproval.PublicationDate;
import io.proofline.policy.Rules;
import io.proofline.text.ComparableText;
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
 * The galleries in which an approved asset is published, by the rules and the current time.
 *
 * @param galleryPaths paths of the galleries that the asset belongs in now
 * @param changesAt future times at which this changes
 * @param waitsForCollection whether a publication depends on the readiness of the collection
 * @param problems why the asset is not published in a gallery, for a person
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

  /** The targets by the rules, whether or not the asset is approved. */
  static PublicationTargets of(Review review, Rules rules) {
    var asset = review.library().asset();
    return asset == null
        ? new PublicationTargets(List.of(), List.of(), false, List.of())
        : new Collector(review, asset, rules).collected();
  }

  /** Whether one of the galleries has this path, compared as {@link ComparableText}. */
  boolean hasGallery(String path) {
    return galleryPaths.stream().anyMatch(p -> ComparableText.areEqual(p, path));
  }

  private static final class Collector {

    private final Review review;
    private final Asset asset;
    private final Rules rules;
    private final Map<String, String> values;
    private final List<String> galleryPaths = new ArrayList<>();
    private final List<Instant> changesAt = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean waitsForCollection;

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
      return new PublicationTargets(galleryPaths, changesAt, waitsForCollection, problems);
    }

    private void collect(Publication publication) {
      var path = publication.galleryPath().fill(values);
      if (publication.galleryPath().hasUnknownNames(values)) {
        problems.add("'%s' has placeholders without a value".formatted(path));
        return;
      }
      try {
        var from = start(publication.from(), 0);
        var until = start(publication.until(), 1);
        Stream.of(from, until)
            .flatMap(Optional::stream)
            .filter(review.now()::isBefore)
            .forEach(changesAt::add);
        if (!from.filter(review.now()::isBefore).isPresent()
            && until.map(review.now()::isBefore).orElse(true)) {
          addGallery(publication, path);
        }
      } catch (DateTimeParseException e) {
        problems.add(
            "not in '%s': '%s' is not a day such as 2027-06-30"
                .formatted(path, e.getParsedString()));
      }
    }

    /** A file that is already published stays if a review of the collection is opened again. */
    private void addGallery(Publication publication, String path) {
      var route = review.route();
      var collection = route == null ? null : route.collection();
      boolean held =
          publication.whenCollectionReady()
              && collection != null
              && !review.placements().ready().contains(collection)
              && review.placements().files().stream().noneMatch(c -> c.isInGallery(path));
      waitsForCollection |= publication.whenCollectionReady();
      if (!held) {
        galleryPaths.add(path);
      }
    }

    /** The start of a day or of the next one; empty for no bound. */
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

    /** A day in one of the usual notations, with or without a time. */
    private static LocalDate day(String text) {
      var day = text.strip().replace('/', '-').replaceFirst("[T ].*", "");
      return LocalDate.parse(
          day.matches("\\d{8}")
              ? day.substring(0, 4) + "-" + day.substring(4, 6) + "-" + day.substring(6)
              : day);
    }
  }
}
