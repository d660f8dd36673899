package io.proofline.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A condition of a rule, evaluated against a snapshot of an asset. */
public sealed interface Condition {

  /** Whether the asset fulfils the condition. */
  boolean holds(Asset asset);

  /** The asset is in one of these galleries. */
  record InGallery(List<TextPattern> galleries) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return asset.galleries().stream()
          .anyMatch(g -> galleries.stream().anyMatch(t -> t.matches(g)));
    }
  }

  /** One of the asset's galleries is in one of these collections, at any depth. */
  record InCollection(List<TextPattern> collections) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return asset.galleries().stream()
          .flatMap(g -> g.collections().stream())
          .anyMatch(c -> collections.stream().anyMatch(t -> t.matches(c)));
    }
  }

  /** The asset has one of these keywords. */
  record HasKeyword(List<TextPattern> keywords) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return matchesAny(asset.keywords().stream(), keywords);
    }
  }

  /** A field of the asset has one of these texts. */
  record HasField(String field, List<TextPattern> texts) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return matchesAny(Stream.ofNullable(asset.details().fields().get(field)), texts);
    }
  }

  /** The asset has one of these file types. */
  record OfType(List<Asset.MediaType> types) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return types.contains(asset.type());
    }
  }

  /** The file has one of these names. */
  record HasFileName(List<TextPattern> names) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return matchesAny(Stream.of(asset.fileName()), names);
    }
  }

  /** One of these people uploaded the asset. */
  record UploadedBy(List<TextPattern> uploaders) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return matchesAny(Stream.ofNullable(asset.details().uploader()), uploaders);
    }
  }

  /**
   * A date of the asset is in a range; an unknown date is in no range.
   *
   * @param from inclusive; null for no lower bound
   * @param until exclusive; null for no upper bound
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

  /** The dates of an asset. */
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

  /** All of these conditions hold; with an empty list, always. */
  record All(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return conditions.stream().allMatch(c -> c.holds(asset));
    }
  }

  /** At least one of these conditions holds; with an empty list, never. */
  record OneOf(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return conditions.stream().anyMatch(c -> c.holds(asset));
    }
  }

  /** The condition does not hold. */
  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return !condition.holds(asset);
    }
  }

  /**
   * The path of the collection by which the condition finds an asset: the collection that it names,
   * else the collection directly above the gallery that it names; else empty.
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

  /** The results of the single conditions in it, in order; they show whether a match is new. */
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
