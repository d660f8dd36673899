package io.proofline.rules;

import io.proofline.policy.TextTemplate;
import io.proofline.text.ComparableText;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Checks the references within a file: every name refers to something, and no name is used twice.
 */
final class ReferenceChecker {

  /** Names allowed in braces, besides IPTC fields and the names under {@code fields}. */
  static final List<String> PLACEHOLDERS =
      List.of(
          "file",
          "stem",
          "gallery",
          "collection",
          "asset",
          "year",
          "version",
          "proof",
          "proof_link",
          "link");

  /** Most names that a diagnostic lists. */
  private static final int MOST_LISTED = 30;

  private final YamlSection file;
  private final RulesDiagnostics rulesDiagnostics;
  private final Set<String> teams;
  private final Map<String, List<String>> addresses = new HashMap<>();
  private final Map<String, Set<ComparableText>> members = new HashMap<>();
  private final Set<String> fields;
  private final Set<String> placeholders = new LinkedHashSet<>(PLACEHOLDERS);
  private final List<String> placeholdersInBraces;
  private final Map<ComparableText, String> teamOfRequired = new HashMap<>();

  ReferenceChecker(YamlSection file, RulesDiagnostics rulesDiagnostics) {
    this.file = file;
    this.rulesDiagnostics = rulesDiagnostics;
    var teamSection = file.section("teams").orElseGet(YamlSection::empty);
    this.teams = teamSection.keys();
    teams.forEach(team -> addresses.put(team, teamSection.texts(team)));
    addresses.forEach((team, all) -> members.put(team, comparable(all)));
    this.fields = file.section("fields").map(YamlSection::keys).orElse(Set.of());
    placeholders.addAll(fields);
    this.placeholdersInBraces = placeholders.stream().map(n -> "{" + n + "}").toList();
    placeholders.addAll(RulesGrammar.IPTC);
  }

  void check() {
    file.section("proof").ifPresent(this::checkProof);
    checkUnique(file.sections("reviews"), "name", "review");
    file.sections("require")
        .forEach(required -> {
          checkStages(required);
          required.sections("ask").forEach(this::recordRequiredTeam);
        });
    Stream.concat(file.sections("reviews").stream(), file.section("otherwise").stream())
        .forEach(asking -> {
          checkStages(asking);
          asking.sections("ask").forEach(this::checkSameTeamAsRequired);
        });
    file.section("approved").stream()
        .flatMap(a -> a.sections("publish").stream())
        .forEach(this::checkPublication);
  }

  private void checkProof(YamlSection proof) {
    checkExists(proof, "owner", teams, "team", "teams");
    Stream.of("folder", "name", "brief").forEach(key -> checkPlaceholders(proof, key));
  }

  private void checkPublication(YamlSection publish) {
    checkPlaceholders(publish, "to");
    Stream.of("from", "until").forEach(key -> checkPlaceholders(publish, key));
    var from = publish.text("from").flatMap(ValueParser::day);
    var until = publish.text("until").flatMap(ValueParser::day);
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      rulesDiagnostics.add(publish.nodeAt("until"), "'until' is before 'from'");
    }
  }

  private void checkPlaceholders(YamlSection yamlSection, String key) {
    for (var place : yamlSection.textNodes(key)) {
      new TextTemplate(place.getValue())
          .names().stream()
              .filter(name -> !placeholders.contains(name))
              .forEach(name ->
                  rulesDiagnostics.add(
                      place,
                      "{%s} is not known; there are %s, and the IPTC fields%s"
                          .formatted(
                              name,
                              listed(placeholdersInBraces),
                              DidYouMean.hint(name, placeholders))));
    }
  }

  private void checkUnique(List<YamlSection> sections, String key, String what) {
    var names = new HashSet<ComparableText>();
    for (var yamlSection : sections) {
      yamlSection
          .text(key)
          .filter(name -> !names.add(new ComparableText(name)))
          .ifPresent(name ->
              rulesDiagnostics.add(
                  yamlSection.nodeAt(key),
                  "there are two called '%s'; give each %s another name".formatted(name, what)));
    }
  }

  private void checkStages(YamlSection asking) {
    var stages = asking.sections("ask");
    checkUnique(stages, "stage", "stage");
    var above = new LinkedHashMap<ComparableText, String>();
    for (var stage : stages) {
      checkExists(stage, "team", teams, "team", "teams");
      stage.textNodes("after").forEach(node -> checkStageAbove(node, above));
      stage.textNodes("decides").forEach(place -> checkIsMember(stage, place));
      stage.text("stage").ifPresent(name -> above.put(new ComparableText(name), name));
    }
  }

  private void checkStageAbove(ScalarNode after, Map<ComparableText, String> above) {
    if (!above.containsKey(new ComparableText(after.getValue()))) {
      reportUnknown(after, above.values(), "stage above", "stages above it");
    }
  }

  private void checkIsMember(YamlSection stage, ScalarNode decides) {
    var team = stage.text("team").orElse("");
    if (decides.getValue().contains("@")
        && !members.getOrDefault(team, Set.of()).contains(new ComparableText(decides.getValue()))) {
      var known = addresses.getOrDefault(team, List.of());
      rulesDiagnostics.add(
          decides,
          "'%s' is not in team '%s'; in it are %s%s"
              .formatted(
                  decides.getValue(),
                  team,
                  listed(known),
                  DidYouMean.hint(decides.getValue(), known)));
    }
  }

  private void recordRequiredTeam(YamlSection stage) {
    stage
        .text("stage")
        .ifPresent(
            name -> teamOfRequired.put(new ComparableText(name), stage.text("team").orElse("")));
  }

  /** Stages with the same name are one stage, so a required stage has the same team everywhere. */
  private void checkSameTeamAsRequired(YamlSection stage) {
    var team = stage.text("team").orElse("");
    stage
        .text("stage")
        .map(name -> teamOfRequired.get(new ComparableText(name)))
        .filter(required -> !required.equals(team))
        .ifPresent(required ->
            rulesDiagnostics.add(
                stage.nodeAt("team"),
                "this stage is required of team '%s' below 'require'; give it that team, or another name"
                    .formatted(required)));
  }

  private void checkExists(
      YamlSection yamlSection, String key, Collection<String> known, String one, String many) {
    yamlSection
        .textNodes(key)
        .forEach(place -> {
          var name = place.getValue().strip();
          if (!known.contains(name)) {
            reportUnknown(place, known, one, many);
          }
        });
  }

  private void reportUnknown(ScalarNode place, Collection<String> known, String one, String many) {
    var name = place.getValue().strip();
    rulesDiagnostics.add(
        place,
        "there is no %s '%s'; %s%s"
            .formatted(
                one,
                name,
                known.isEmpty() ? "there are none" : many + " are " + listed(known),
                DidYouMean.hint(name, known)));
  }

  private static String listed(Collection<String> names) {
    var first = names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
    return names.size() <= MOST_LISTED
        ? first
        : "%s and %,d more".formatted(first, names.size() - MOST_LISTED);
  }

  private static Set<ComparableText> comparable(List<String> texts) {
    return texts.stream().map(ComparableText::new).collect(Collectors.toSet());
  }
}
