package io.proofline.console.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All about one photograph.
 *
 * <p>Longer than 300 lines because it words each part of a review for its page.
 *
 * @param review as the API has it
 * @param names of people by id
 * @param timeline what happened, the newest first
 * @param isWhole whether the hash chain of the timeline is unbroken
 * @param calls that ended, the newest first
 * @param why which rules fit it; null before it was read from the library
 * @param libraryUrl address of a photograph in the library, with {asset} for its id; empty for none
 */
public record PhotoPage(
    JsonNode review,
    Map<String, String> names,
    List<AuditSentence> timeline,
    boolean isWhole,
    List<JsonNode> calls,
    @Nullable WhyReviewed why,
    String libraryUrl) {

  private static final String NOBODY = "nobody";

  public PhotoPage {
    names = Map.copyOf(names);
    timeline = List.copyOf(timeline);
    calls = List.copyOf(calls);
  }

  /** A stage with its reviewers. */
  public record Stage(
      String name,
      StateWords state,
      @Nullable Instant since,
      @Nullable Instant due,
      List<Member> members) {

    public Stage {
      members = List.copyOf(members);
    }
  }

  /** A reviewer and the decision; null while undecided. */
  public record Member(String name, @Nullable String decision, @Nullable Instant at) {}

  /** A version of the photograph; its link is empty if it has none. */
  public record Version(int number, String verdict, String link, boolean isNewest) {}

  /** A gallery to which Proofline added it. */
  public record Place(String path, String audience, boolean isInside, @Nullable Instant since) {}

  /** A command without an outcome, or one that failed for good. */
  public record OpenCall(
      String id, String words, boolean isDead, String reason, int attempts, Instant since) {}

  public String assetId() {
    return text("asset_id");
  }

  public String fileName() {
    return Sentences.name(review.path("file_name").asString(assetId()));
  }

  public String picture() {
    return PictureAddress.large(review);
  }

  public StateWords state() {
    return StateWords.of(text("state"));
  }

  /** Whether it waits for a person. */
  public boolean isWaiting() {
    return !text("waits").equals(NOBODY);
  }

  public String waits() {
    return Sentences.cause(text("waits"));
  }

  public Optional<Instant> waitsSince() {
    return time(review, "waits_since");
  }

  public String reason() {
    return Sentences.sentence(text("reason"));
  }

  public String nextStep() {
    return Sentences.nextStep(text("next_step"));
  }

  public String proofLink() {
    return OutsideLink.of(text("proof_link"));
  }

  /** The address of the photograph in the library; empty if the settings have none. */
  public String libraryLink() {
    return assetId().matches("[A-Za-z0-9._-]{1,64}")
        ? libraryUrl.replace("{asset}", assetId())
        : "";
  }

  /** The outcome of the call that an entry is about, with its attempts and answers. */
  public Optional<JsonNode> call(AuditSentence entry) {
    return calls.stream()
        .filter(call -> call.path("command_id").asString("").equals(entry.details().get("Call")))
        .findFirst();
  }

  public String text(String field) {
    return review.path(field).asString("");
  }

  /** The state in a sentence, with deciders, holders and the galleries that follow. */
  public String sentence(When when) {
    var parts = new ArrayList<String>();
    var stages = stages();
    stages.stream()
        .filter(stage -> stage.state().style().equals("ok"))
        .map(Stage::name)
        .reduce((a, b) -> a + " and " + b)
        .ifPresent(done -> parts.add(done + " approved it."));
    stages.stream()
        .filter(stage -> stage.state().style().equals("open"))
        .forEach(stage -> parts.add(holder(stage, when)));
    if (parts.isEmpty()) {
      parts.add(stateSentence());
    }
    return String.join(" ", parts);
  }

  private static String holder(Stage stage, When when) {
    var holds =
        stage.since() == null
            ? stage.name() + " has it"
            : "%s has had it %s".formatted(stage.name(), when.since(stage.since()));
    if (stage.due() == null) {
      return holds + ".";
    }
    boolean isLate = stage.due().isBefore(when.now());
    return "%s; it %s due %s.".formatted(holds, isLate ? "was" : "is", when.words(stage.due()));
  }

  private String stateSentence() {
    var reason = reason();
    return switch (text("state")) {
      case "not_picked" -> reason.isEmpty() ? "No rule asks for a review of it." : reason;
      case "approved" -> "It is approved" + (places().isEmpty() ? "." : " and published.");
      case "needs_changes" -> "Its reviewers asked for changes.";
      case "rejected" -> "Its reviewers rejected it.";
      case "opening" -> "Its proof is being made in Ziflow.";
      case "withdrawn" -> "A person withdrew it; it is taken out of all galleries.";
      default -> reason.isEmpty() ? state().words() + "." : reason;
    };
  }

  public List<Stage> stages() {
    return stream(review.path("stages")).map(this::stage).toList();
  }

  private Stage stage(JsonNode stage) {
    return new Stage(
        stage.path("name").asString(""),
        stageState(stage),
        time(stage, "active_since").orElse(null),
        time(stage, "due_at").orElse(null),
        stream(stage.path("members")).map(this::member).toList());
  }

  private static StateWords stageState(JsonNode stage) {
    return switch (stage.path("decision_status").asString("")) {
      case "approved" -> new StateWords("Approved", "ok");
      case "approved_with_changes" -> new StateWords("Approved with changes", "ok");
      case "changes_required" -> new StateWords("Asks for changes", "change");
      case "not_relevant" -> new StateWords("Not relevant", "none");
      default ->
          switch (stage.path("status").asString("")) {
            case "in_progress" -> new StateWords("Open", "open");
            case "completed" -> new StateWords("Completed", "none");
            case "view_only" -> new StateWords("Only looks", "none");
            default -> new StateWords("Not started", "none");
          };
    };
  }

  private Member member(JsonNode member) {
    var person = member.path("person_id").asString("");
    return new Member(
        names.getOrDefault(person, person.isEmpty() ? "A guest" : "Someone without a name here"),
        member.path("decision").isString()
            ? decision(member.path("decision").asString())
            : member.path("decides").asBoolean() ? null : "looks only",
        time(member, "decided_at").orElse(null));
  }

  private static String decision(String word) {
    return switch (word) {
      case "changes_required" -> "asked for changes";
      case "approved_with_changes" -> "approved with changes";
      case "not_relevant" -> "not relevant";
      default -> word.replace('_', ' ');
    };
  }

  public List<Version> versions() {
    var proofs = stream(review.path("proofs")).toList();
    return proofs.stream()
        .map(proof ->
            new Version(
                proof.path("version").asInt(),
                proof.path("verdict").isString()
                    ? StateWords.of(proof.path("verdict").asString()).words()
                    : "open",
                OutsideLink.of(proof.path("link").asString("")),
                proof.equals(proofs.getLast())))
        .toList();
  }

  public List<Place> places() {
    return stream(review.path("publications"))
        .filter(place -> place.path("purpose").asString("").equals("published"))
        .map(place ->
            new Place(
                place.path("path").asString(""),
                switch (place.path("audience").asString("")) {
                  case "everyone" -> "everyone can see it";
                  case "permission" -> "people with permission can see it";
                  case "private" -> "only the library's own people can see it";
                  default -> "it is not known who can see it";
                },
                place.path("inside").asBoolean(),
                time(place, "since").orElse(null)))
        .toList();
  }

  public List<OpenCall> openCalls() {
    return stream(review.path("open_commands"))
        .map(call ->
            new OpenCall(
                call.path("command_id").asString(),
                Sentences.capital(call.path("kind").asString("").replace('_', ' ')),
                call.path("dead").asBoolean(),
                Sentences.sentence(call.path("reason").asString("")),
                call.path("attempts").asInt(0),
                time(call, "asked_at").orElse(Instant.EPOCH)))
        .toList();
  }

  public List<OpenCall> deadCalls() {
    return openCalls().stream().filter(OpenCall::isDead).toList();
  }

  /** The proofs with the marker of this photograph that nobody here made, by the reason's id. */
  public Optional<String> unmatchedProof() {
    if (!text("waits").equals("unmatched")) {
      return Optional.empty();
    }
    var found = Pattern.compile("proof (\\S+) has the marker").matcher(text("reason"));
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** What the library says about it, in the order in which people ask. */
  public List<Map.Entry<String, String>> library() {
    var asset = review.path("asset");
    var all = new ArrayList<Map.Entry<String, String>>();
    add(all, "Status", text("status_text"));
    add(all, "Galleries", joined(asset.path("galleries"), gallery -> gallery.path("path")));
    add(all, "Keywords", joined(asset.path("keywords"), keyword -> keyword));
    asset
        .path("fields")
        .properties()
        .forEach(field -> add(all, field.getKey(), field.getValue().asString("")));
    if (asset.path("width").isNumber()) {
      add(
          all,
          "Size",
          "%d × %d pixels%s"
              .formatted(
                  asset.path("width").asInt(),
                  asset.path("height").asInt(),
                  asset.path("file_size").isNumber()
                      ? ", " + Sentences.bytes(asset.path("file_size").asLong())
                      : ""));
    }
    return all;
  }

  public Optional<Instant> uploadedAt() {
    return time(review.path("asset"), "uploaded_at");
  }

  private static void add(List<Map.Entry<String, String>> all, String name, String value) {
    if (!value.isBlank()) {
      all.add(Map.entry(name, value));
    }
  }

  private static String joined(JsonNode list, Function<JsonNode, JsonNode> text) {
    return stream(list)
        .map(each -> text.apply(each).asString(""))
        .collect(Collectors.joining(", "));
  }

  /** The time of a field; empty if it has none. */
  public static Optional<Instant> time(JsonNode node, String field) {
    return node.path(field).isString()
        ? Optional.of(Instant.parse(node.path(field).asString()))
        : Optional.empty();
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return list.isArray() ? StreamSupport.stream(list.spliterator(), false) : Stream.empty();
  }
}
