package io.proofline.rules;

import io.proofline.policy.TextTemplate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Holds a file against itself: what it names must be there, and no name stands twice. */
final class ReferenceChecker {

  /** What a text in braces may name, besides IPTC fields and {@code fields}. */
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

  private final YamlSection file;
  private final RulesDiagnostics rulesDiagnostics;
  private final Set<String> teams;
  private final Set<String> fields;
  private final Map<String, String> teamOfRequired = new HashMap<>();

  ReferenceChecker(YamlSection file, RulesDiagnostics rulesDiagnostics) {
    this.file = file;
    this.rulesDiagnostics = rulesDiagnostics;
    this.teams = file.section("teams").map(YamlSection::keys).orElse(Set.of());
    this.fields = file.section("fields").map(YamlSection::keys).orElse(Set.of());
  }

  void check() {
    file.section("proof").ifPresent(this::proof);
    checkUnique(file.sections("reviews"), "name", "review");
    file.sections("require")
        .forEach(required -> {
          stages(required);
          required.sections("ask").forEach(this::recordRequiredTeam);
        });
    Stream.concat(file.sections("reviews").stream(), file.section("otherwise").stream())
        .forEach(asking -> {
          stages(asking);
          asking.sections("ask").forEach(this::sameTeamAsRequired);
        });
    file.section("approved").stream()
        .flatMap(a -> a.sections("publish").stream())
        .forEach(this::publication);
  }

  private void proof(YamlSection proof) {
    checkExists(proof, "owner", teams, "team", "teams");
    Stream.of("folder", "name", "brief").forEach(key -> template(proof, key));
  }

  private void publication(YamlSection publish) {
    template(publish, "to");
    Stream.of("from", "until").forEach(key -> template(publish, key));
    var from = publish.text("from").flatMap(ValueParser::day);
    var until = publish.text("until").flatMap(ValueParser::day);
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      rulesDiagnostics.add(publish.at("until"), "'until' is before 'from'");
    }
  }

  private void template(YamlSection yamlSection, String key) {
    var known = new ArrayList<>(PLACEHOLDERS);
    known.addAll(fields);
    known.addAll(RulesGrammar.IPTC);
    for (var place : yamlSection.places(key)) {
      new TextTemplate(place.getValue())
          .names().stream()
              .filter(name -> !known.contains(name))
              .forEach(name ->
                  rulesDiagnostics.add(
                      place,
                      "{%s} stands for nothing; there are %s, and the IPTC fields%s"
                          .formatted(
                              name,
                              String.join(", ", placeholders()),
                              DidYouMean.hint(name, known))));
    }
  }

  private List<String> placeholders() {
    return Stream.concat(PLACEHOLDERS.stream(), fields.stream()).map(n -> "{" + n + "}").toList();
  }

  private void checkUnique(List<YamlSection> sections, String key, String what) {
    var names = new HashSet<String>();
    for (var yamlSection : sections) {
      yamlSection
          .text(key)
          .filter(name -> !names.add(plain(name)))
          .ifPresent(name ->
              rulesDiagnostics.add(
                  yamlSection.at(key),
                  "there are two called '%s'; a %s's name is its own".formatted(name, what)));
    }
  }

  private void stages(YamlSection asking) {
    var stages = asking.sections("ask");
    checkUnique(stages, "stage", "stage");
    var above = new ArrayList<String>();
    for (var stage : stages) {
      checkExists(stage, "team", teams, "team", "teams");
      checkExists(stage, "after", above, "stage above", "stages above it");
      stage.places("decides").forEach(place -> person(stage, place));
      stage.text("stage").ifPresent(above::add);
    }
  }

  private void person(YamlSection stage, ScalarNode decides) {
    var team = stage.text("team").orElse("");
    var members = file.section("teams").map(all -> all.texts(team)).orElse(List.of());
    if (decides.getValue().contains("@")
        && members.stream().noneMatch(m -> plain(m).equals(plain(decides.getValue())))) {
      rulesDiagnostics.add(
          decides,
          "'%s' is not in team '%s'; in it are %s%s"
              .formatted(
                  decides.getValue(),
                  team,
                  String.join(", ", members),
                  DidYouMean.hint(decides.getValue(), members)));
    }
  }

  private void recordRequiredTeam(YamlSection stage) {
    stage.text("stage").ifPresent(n -> teamOfRequired.put(n, stage.text("team").orElse("")));
  }

  /** Stages of one name are one stage, so a required one must not be asked of others. */
  private void sameTeamAsRequired(YamlSection stage) {
    var team = stage.text("team").orElse("");
    stage
        .text("stage")
        .map(teamOfRequired::get)
        .filter(required -> !required.equals(team))
        .ifPresent(required ->
            rulesDiagnostics.add(
                stage.at("team"),
                "this stage is required of team '%s' below 'require'; give it that team, or another name"
                    .formatted(required)));
  }

  private void checkExists(
      YamlSection yamlSection, String key, Collection<String> known, String one, String many) {
    yamlSection
        .places(key)
        .forEach(place -> {
          var name = place.getValue().strip();
          if (!known.contains(name)) {
            rulesDiagnostics.add(
                place,
                "there is no %s '%s'; %s%s"
                    .formatted(
                        one,
                        name,
                        known.isEmpty()
                            ? "there are none"
                            : many + " are " + String.join(", ", known),
                        DidYouMean.hint(name, known)));
          }
        });
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
