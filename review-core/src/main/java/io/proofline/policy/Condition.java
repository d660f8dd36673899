package io.proofline.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a rule asks of an asset. */
public sealed interface Condition {

  /** Whether the asset is meant. */
  boolean holds(Asset asset);

  /** It lies in one of these galleries. */
  record InGallery(List<TextPattern> galleries) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return asset.galleries().stream()
          .anyMatch(g -> galleries.stream().anyMatch(t -> t.matches(g)));
    }
  }

  /** One of its galleries lies in one of these collections, at whatever depth. */
  record InCollection(List<TextPattern> collections) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return asset.galleries().stream()
          .flatMap(g -> g.collections().stream())
          .anyMatch(c -> collections.stream().anyMatch(t -> t.matches(c)));
    }
  }

  /** It has one of these keywords. */
  record HasKeyword(List<TextPattern> keywords) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return matchesAny(asset.keywords().stream(), keywords);
    }
  }

  /** A field of it has one of these texts. */
  record HasField(String field, List<TextPattern> texts) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return matchesAny(Stream.ofNullable(asset.details().fields().get(field)), texts);
    }
  }

  /** It is of one of these kinds. */
  record OfType(List<Asset.MediaType> types) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return types.contains(asset.type());
    }
  }

  /** Its file has one of these names. */
  record HasFileName(List<TextPattern> names) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return matchesAny(Stream.of(asset.fileName()), names);
    }
  }

  /** One of these uploaded it. */
  record UploadedBy(List<TextPattern> uploaders) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return matchesAny(Stream.ofNullable(asset.details().uploader()), uploaders);
    }
  }

  /**
   * One of its dates lies in a time; an unknown date in none.
   *
   * @param from null for since ever
   * @param until null for ever; itself not in it
   */
  record DateInRange(DateKind date, @Nullable Instant from, @Nullable Instant until)
      implements Condition {
    @Override
    public boolean holds(Asset asset) {
      var at = date.of(asset);
      return at != null
          && (from == null || !at.isBefore(from))
          && (until == null || at.isBefore(until));
    }
  }

  /** Dates that an asset has. */
  enum DateKind {
    UPLOADED,
    MODIFIED;

    @Nullable Instant of(Asset asset) {
      return switch (this) {
        case UPLOADED -> asset.details().uploadedAt();
        case MODIFIED -> asset.details().modifiedAt();
      };
    }
  }

  /** All of these hold; none means always. */
  record All(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return conditions.stream().allMatch(c -> c.holds(asset));
    }
  }

  /** At least one of these holds. */
  record OneOf(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return conditions.stream().anyMatch(c -> c.holds(asset));
    }
  }

  /** This does not hold. */
  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return !condition.holds(asset);
    }
  }

  /**
   * The collection by which an asset is meant: the one that it names, else the one right above the
   * gallery that it names; empty where it names neither.
   */
  default Optional<String> collectionOf(Asset asset) {
    return switch (this) {
      case InCollection(var texts) ->
          asset.galleries().stream()
              .flatMap(g -> g.collections().stream())
              .filter(c -> texts.stream().anyMatch(t -> t.matches(c)))
              .map(Asset.Collection::path)
              .findFirst();
      case InGallery(var texts) ->
          asset.galleries().stream()
              .filter(g -> texts.stream().anyMatch(t -> t.matches(g)))
              .flatMap(g -> TextPattern.parentPath(g.path()).stream())
              .findFirst();
      case All(var parts) ->
          parts.stream().flatMap(p -> p.collectionOf(asset).stream()).findFirst();
      case OneOf(var parts) ->
          parts.stream()
              .filter(p -> p.holds(asset))
              .flatMap(p -> p.collectionOf(asset).stream())
              .findFirst();
      default -> Optional.empty();
    };
  }

  /** What its single questions answer, in their order: two assets alike give the same. */
  default List<Boolean> leafResults(Asset asset) {
    return switch (this) {
      case All(var parts) -> parts.stream().flatMap(p -> p.leafResults(asset).stream()).toList();
      case OneOf(var parts) -> parts.stream().flatMap(p -> p.leafResults(asset).stream()).toList();
      case Not(var part) -> part.leafResults(asset);
      default -> List.of(holds(asset));
    };
  }

  private static boolean matchesAny(Stream<String> found, List<TextPattern> wanted) {
    Predicate<String> isWanted = text -> wanted.stream().anyMatch(t -> t.matches(text));
    return found.anyMatch(isWanted);
  }
}
