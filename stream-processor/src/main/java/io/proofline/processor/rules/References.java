package io.proofline.processor.rules;

import io.proofline.processor.review.Template;
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
final class References {

  /** What a text in braces may name, besides IPTC fields and {@code fields}. */
  static final List<String> PLACES =
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

  private final Section file;
  private final Notes notes;
  private final Set<String> teams;
  private final Set<String> fields;
  private final Map<String, String> teamOfRequired = new HashMap<>();

  References(Section file, Notes notes) {
    this.file = file;
    this.notes = notes;
    this.teams = file.section("teams").map(Section::keys).orElse(Set.of());
    this.fields = file.section("fields").map(Section::keys).orElse(Set.of());
  }

  void check() {
    file.section("proof").ifPresent(this::proof);
    names(file.sections("reviews"), "name", "review");
    file.sections("require")
        .forEach(required -> {
          stages(required);
          required.sections("ask").forEach(this::remember);
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

  private void proof(Section proof) {
    named(proof, "owner", teams, "team", "teams");
    Stream.of("folder", "name", "brief").forEach(key -> template(proof, key));
  }

  private void publication(Section publish) {
    template(publish, "to");
    Stream.of("from", "until").forEach(key -> template(publish, key));
    var from = publish.text("from").flatMap(Values::day);
    var until = publish.text("until").flatMap(Values::day);
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      notes.add(publish.at("until"), "'until' is before 'from'");
    }
  }

  private void template(Section section, String key) {
    var known = new ArrayList<>(PLACES);
    known.addAll(fields);
    known.addAll(Language.IPTC);
    for (var place : section.places(key)) {
      new Template(place.getValue())
          .names().stream()
              .filter(name -> !known.contains(name))
              .forEach(name ->
                  notes.add(
                      place,
                      "{%s} stands for nothing; there are %s, and the IPTC fields%s"
                          .formatted(
                              name, String.join(", ", places()), Nearest.hint(name, known))));
    }
  }

  private List<String> places() {
    return Stream.concat(PLACES.stream(), fields.stream()).map(n -> "{" + n + "}").toList();
  }

  private void names(List<Section> sections, String key, String what) {
    var names = new HashSet<String>();
    for (var section : sections) {
      section
          .text(key)
          .filter(name -> !names.add(plain(name)))
          .ifPresent(name ->
              notes.add(
                  section.at(key),
                  "there are two called '%s'; a %s's name is its own".formatted(name, what)));
    }
  }

  private void stages(Section asking) {
    var stages = asking.sections("ask");
    names(stages, "stage", "stage");
    var above = new ArrayList<String>();
    for (var stage : stages) {
      named(stage, "team", teams, "team", "teams");
      named(stage, "after", above, "stage above", "stages above it");
      stage.places("decides").forEach(place -> person(stage, place));
      stage.text("stage").ifPresent(above::add);
    }
  }

  private void person(Section stage, ScalarNode decides) {
    var team = stage.text("team").orElse("");
    var members = file.section("teams").map(all -> all.texts(team)).orElse(List.of());
    if (decides.getValue().contains("@")
        && members.stream().noneMatch(m -> plain(m).equals(plain(decides.getValue())))) {
      notes.add(
          decides,
          "'%s' is not in team '%s'; in it are %s%s"
              .formatted(
                  decides.getValue(),
                  team,
                  String.join(", ", members),
                  Nearest.hint(decides.getValue(), members)));
    }
  }

  private void remember(Section stage) {
    stage.text("stage").ifPresent(n -> teamOfRequired.put(n, stage.text("team").orElse("")));
  }

  /** Stages of one name are one stage, so a required one must not be asked of others. */
  private void sameTeamAsRequired(Section stage) {
    var team = stage.text("team").orElse("");
    stage
        .text("stage")
        .map(teamOfRequired::get)
        .filter(required -> !required.equals(team))
        .ifPresent(required ->
            notes.add(
                stage.at("team"),
                "this stage is required of team '%s' below 'require'; give it that team, or another name"
                    .formatted(required)));
  }

  private void named(
      Section section, String key, Collection<String> known, String one, String many) {
    section
        .places(key)
        .forEach(place -> {
          var name = place.getValue().strip();
          if (!known.contains(name)) {
            notes.add(
                place,
                "there is no %s '%s'; %s%s"
                    .formatted(
                        one,
                        name,
                        known.isEmpty()
                            ? "there are none"
                            : many + " are " + String.join(", ", known),
                        Nearest.hint(name, known)));
          }
        });
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
