package io.proofline.console.rules;

import io.proofline.console.review.ReviewQueries;
import io.proofline.console.web.ApiException;
import io.proofline.policy.Asset;
import io.proofline.policy.Route;
import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RuleEvaluation;
import io.proofline.rules.RuleMatch;
import io.proofline.rules.RulesFile;
import io.proofline.rules.SampleAssetReader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Evaluates rules for known assets, as they were read last, and for made-up ones. */
@Component
final class RulesTrial {

  /** Largest number of newest uploads of one trial. */
  static final int MOST_UPLOADS = 200;

  private static final int MOST_OF_A_NAME = 20;

  private final ReviewQueries reviews;

  RulesTrial(ReviewQueries reviews) {
    this.reviews = reviews;
  }

  /**
   * An asset to try.
   *
   * @param id null for a made-up one
   */
  record TriedAsset(@Nullable String id, Asset asset) {}

  /**
   * The known assets of an id or of a file name.
   *
   * @throws ApiException if none is known, or none was read yet
   */
  Stream<TriedAsset> known(String idOrName) {
    var documents =
        reviews
            .find(idOrName)
            .map(review -> List.of(review.document()))
            .orElseGet(() -> reviews.named(idOrName, MOST_OF_A_NAME));
    if (documents.isEmpty()) {
      throw ApiException.notFound(
          "Nothing is known of an asset '%.80s'. Give its id or its complete file name."
              .formatted(idOrName));
    }
    return documents.stream().map(document -> tried(document, idOrName));
  }

  /** The assets that were uploaded last, without those that were not read yet. */
  Stream<TriedAsset> newestUploads(int limit) {
    return reviews.newestUploads(limit).stream()
        .filter(document -> document.path("asset").isObject())
        .map(document ->
            new TriedAsset(
                document.path("asset_id").asString(), SnapshotJson.asset(document.path("asset"))));
  }

  private static TriedAsset tried(ObjectNode document, String idOrName) {
    var snapshot = document.path("asset");
    if (!snapshot.isObject()) {
      throw ApiException.notFound(
          "The asset '%.80s' was not read from the library yet. To have it read: proofline review reread %s"
              .formatted(idOrName, document.path("asset_id").asString()));
    }
    return new TriedAsset(document.path("asset_id").asString(), SnapshotJson.asset(snapshot));
  }

  /**
   * A made-up asset.
   *
   * @throws ApiException with its mistakes
   */
  static TriedAsset sample(JsonNode sample) {
    try {
      return new TriedAsset(null, SampleAssetReader.read(sample.toString()));
    } catch (InvalidRulesException e) {
      throw ApiException.invalid("A sample has mistakes: " + e.getMessage());
    }
  }

  /** What rules would do with an asset that arrives now, and why. */
  static ObjectNode describe(RulesFile file, TriedAsset tried) {
    var asset = tried.asset();
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("asset_id", tried.id());
    answer.put("file_name", asset.fileName());
    var match = RuleMatch.of(file, asset);
    var route = file.rules().route(asset);
    answer.put("picked", match.isPresent());
    answer.put("rule", route.map(Route::rule).orElse(null));
    answer.put("watch", route.map(Route::watch).orElse(false));
    var stages = answer.putArray("stages");
    route
        .map(Route::stages)
        .orElse(List.of())
        .forEach(stage -> {
          var item = stages.addObject();
          item.put("name", stage.name());
          item.put("team", stage.team());
          item.put("after", stage.after());
          var reviewers = item.putArray("reviewers");
          file.teams().getOrDefault(stage.team(), List.of()).forEach(reviewers::add);
        });
    answer.put("explanation", RuleEvaluation.explain(file, asset));
    return answer;
  }

  /** Fields by which rules decide and which the snapshots of known assets may not carry. */
  static List<String> unreadFields(RulesFile tried, @Nullable RulesFile inForce) {
    var missing = new TreeSet<>(tried.referencedFields());
    if (inForce != null) {
      inForce.referencedFields().forEach(missing::remove);
    }
    return new ArrayList<>(missing);
  }
}
