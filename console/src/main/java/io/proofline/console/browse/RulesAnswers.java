package io.proofline.console.browse;

import io.proofline.console.page.PhotoPage;
import io.proofline.console.page.WhyReviewed;
import io.proofline.console.page.WhyReviewed.Answer;
import io.proofline.console.page.WhyReviewed.Part;
import io.proofline.policy.Asset;
import io.proofline.policy.Condition;
import io.proofline.policy.ConditionExplanation;
import io.proofline.policy.Route;
import io.proofline.policy.Rules;
import io.proofline.rules.RulesFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks the rules about a photograph, as the review's public view describes it. */
final class RulesAnswers {

  private RulesAnswers() {}

  /**
   * Which rules fit.
   *
   * @param snapshot the photograph in the API's form
   */
  static WhyReviewed of(String yaml, JsonNode snapshot) {
    var rules = RulesFile.readPublished(yaml).rules();
    var asset = asset(snapshot);
    var answers = new ArrayList<Answer>();
    answers.add(answer("Sent to review by a gallery or a keyword", rules.select().when(), asset));
    rules.reviews().forEach(rule -> answers.add(answer(rule.name(), rule.when(), asset)));
    rules
        .requirements()
        .forEach(required ->
            answers.add(answer("Also needs " + names(required), required.when(), asset)));
    return new WhyReviewed(rules.firstMatch(asset).map(Rules.Rule::name).orElse(null), answers);
  }

  private static String names(Rules.Requirement required) {
    return required.stages().stream().map(Route.Stage::name).collect(Collectors.joining(", "));
  }

  private static Answer answer(String name, Condition condition, Asset asset) {
    var explained = ConditionExplanation.of(condition, asset);
    return new Answer(
        name,
        explained.holds(),
        explained.parts().isEmpty() ? List.of(part(explained)) : parts(explained));
  }

  private static List<Part> parts(ConditionExplanation explained) {
    return explained.parts().stream().map(RulesAnswers::part).toList();
  }

  private static Part part(ConditionExplanation explained) {
    return new Part(explained.holds(), explained.wanted(), explained.found(), parts(explained));
  }

  static Asset asset(JsonNode snapshot) {
    return new Asset(
        PhotoPage.time(snapshot, "reading_began_at").orElse(Instant.EPOCH),
        snapshot.path("baseline").asBoolean(false),
        snapshot.path("file_name").asString(""),
        Asset.MediaType.valueOf(
            snapshot.path("media_type").asString("unknown").toUpperCase(Locale.ROOT)),
        snapshot.path("galleries").valueStream().map(RulesAnswers::gallery).toList(),
        texts(snapshot.path("keywords")),
        text(snapshot, "edit_status"),
        Asset.Details.of(
            fields(snapshot.path("fields")),
            text(snapshot, "uploader"),
            PhotoPage.time(snapshot, "uploaded_at").orElse(null),
            PhotoPage.time(snapshot, "modified_at").orElse(null)));
  }

  private static Asset.Gallery gallery(JsonNode gallery) {
    return new Asset.Gallery(
        gallery.path("id").asString(""),
        gallery.path("path").asString(""),
        texts(gallery.path("collections")));
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(text -> text.asString("")).toList();
  }

  private static Map<String, String> fields(JsonNode fields) {
    var all = new HashMap<String, String>();
    fields.properties().forEach(field -> all.put(field.getKey(), field.getValue().asString("")));
    return all;
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.path(field).isString() ? node.path(field).asString() : null;
  }
}
