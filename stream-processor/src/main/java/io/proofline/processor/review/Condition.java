package io.proofline.processor.review;

import java.util.List;

/** What a rule asks of an asset. */
public sealed interface Condition {

  /** Whether the asset is meant. */
  boolean holds(Asset asset);

  /** It lies in one of these galleries. */
  record InGallery(List<Text> galleries) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return asset.galleries().stream()
          .anyMatch(g -> galleries.stream().anyMatch(t -> t.matches(g)));
    }
  }

  /** It has one of these keywords. */
  record HasKeyword(List<Text> keywords) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return asset.keywords().stream().anyMatch(k -> keywords.stream().anyMatch(t -> t.matches(k)));
    }
  }

  /** It is of one of these kinds. */
  record OfType(List<Asset.MediaType> types) implements Condition {
    @Override
    public boolean holds(Asset asset) {
      return types.contains(asset.type());
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
}
