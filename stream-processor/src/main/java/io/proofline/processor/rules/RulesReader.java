package io.proofline.processor.rules;

import io.proofline.processor.review.Asset.MediaType;
import io.proofline.processor.review.Condition;
import io.proofline.processor.review.Decision;
import io.proofline.processor.review.Route;
import io.proofline.processor.review.Rules;
import io.proofline.processor.review.Text;
import io.proofline.processor.review.Verdict;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a rules file; each part that can't be used is noted, and the rest is read all the same. */
final class RulesReader {

  static final String FILE = "the file";

  private static final Set<String> PARTS =
      Set.of(
          "version",
          "teams",
          "select",
          "reviews",
          "otherwise",
          "proof",
          "verdicts",
          "write",
          "reread");
  private static final Set<String> CONDITIONS =
      Set.of("gallery", "keyword", "type", "one_of", "not");
  private static final Map<String, Verdict> STATES =
      Map.of(
          "in_review", Verdict.OPEN,
          "approved", Verdict.APPROVED,
          "needs_changes", Verdict.NEEDS_CHANGES,
          "rejected", Verdict.REJECTED,
          "nobody_decided", Verdict.NOBODY_DECIDED);
  private static final Pattern TIME = Pattern.compile("(\\d{1,6})\\s*(s|m|h|d)");

  private final Notes notes;
  private Map<String, List<String>> teams = Map.of();

  RulesReader(Notes notes) {
    this.notes = notes;
  }

  RulesFile read(String yaml, String version) {
    var file = Section.of(FILE, root(yaml), PARTS, notes);
    if (!file.text("version").equals(Optional.of("1"))) {
      notes.add(file.at("version"), "version must be 1");
    }
    teams = teams(file);
    var select = file.section("select", Set.of("gallery", "keyword"));
    var galleries = select.map(s -> s.texts("gallery")).orElse(List.of());
    var keywords = select.map(s -> s.texts("keyword")).orElse(List.of());
    if (galleries.stream().anyMatch(name -> name.contains("*"))) {
      select.ifPresent(s ->
          notes.add(
              s.at("gallery"),
              "select.gallery must name a gallery, as name, path or id:; * is for reviews"));
    }
    return new RulesFile(
        yaml, rules(file, version, galleries, keywords), teams, galleries, keywords);
  }

  private Node root(String yaml) {
    try {
      var root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
      if (root != null) {
        return root;
      }
      notes.add(Optional.empty(), "the file is empty; it needs at least version and teams");
    } catch (MarkedYAMLException e) {
      notes.add(Optional.ofNullable(e.getProblemMark()), "this is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      notes.add(Optional.empty(), "this is not YAML: " + e.getMessage());
    }
    return new Yaml(new LoaderOptions()).compose(new StringReader("{version: 1, teams: {}}"));
  }

  private Map<String, List<String>> teams(Section file) {
    var read = new LinkedHashMap<String, List<String>>();
    file.section("teams")
        .ifPresentOrElse(
            all -> all.keys().forEach(team -> read.put(team, addresses(all, team))),
            () -> notes.add(file.node(), "the file needs 'teams': who can be asked"));
    return read;
  }

  private List<String> addresses(Section all, String team) {
    var addresses = all.texts(team);
    if (addresses.isEmpty()) {
      notes.add(all.at(team), "team '%s' needs at least one address".formatted(team));
    }
    for (var address : addresses) {
      if (!address.matches("[^@\\s]+@[^@\\s]+")) {
        notes.add(all.at(team), "'%s' is no e-mail address".formatted(address));
      }
    }
    return addresses;
  }

  private Rules rules(Section file, String version, List<String> galleries, List<String> keywords) {
    var proof = file.section("proof", Set.of("owner", "folder"));
    var owner = proof.map(p -> team(p, "owner")).orElse("");
    if (proof.isEmpty()) {
      notes.add(file.node(), "the file needs 'proof' with an 'owner': a team");
    }
    return new Rules(
        version,
        new Condition.OneOf(
            List.of(
                new Condition.InGallery(asTexts(galleries)),
                new Condition.HasKeyword(asTexts(keywords)))),
        file.sections("reviews", Set.of("name", "when", "ask")).stream().map(this::rule).toList(),
        file.section("otherwise", Set.of("ask")).map(this::stages).orElse(List.of()),
        owner,
        proof.flatMap(p -> p.text("folder")).orElse(null),
        file.section("verdicts", Set.of("needs_changes", "rejected"))
            .map(this::verdicts)
            .orElse(Rules.Verdicts.byDefault()),
        file.section("write", Set.of("edit_status")).map(this::statusTexts).orElse(Map.of()),
        file.section("reread", Set.of("open"))
            .map(r -> time(r, "open"))
            .orElse(Rules.none().rereadOpen()));
  }

  private Rules.Rule rule(Section rule) {
    var when =
        rule.section("when", CONDITIONS)
            .map(this::condition)
            .orElseGet(() -> new Condition.All(List.of()));
    return new Rules.Rule(rule.required("name"), when, stages(rule));
  }

  private Condition condition(Section when) {
    var all = new ArrayList<Condition>();
    for (var key : when.keys()) {
      switch (key) {
        case "gallery" -> all.add(new Condition.InGallery(asTexts(when.texts(key))));
        case "keyword" -> all.add(new Condition.HasKeyword(asTexts(when.texts(key))));
        case "type" -> all.add(new Condition.OfType(types(when)));
        case "one_of" ->
            all.add(
                new Condition.OneOf(
                    when.sections(key, CONDITIONS).stream().map(this::condition).toList()));
        case "not" ->
            when.section(key, CONDITIONS)
                .ifPresent(not -> all.add(new Condition.Not(condition(not))));
        default -> {} // noted with the section
      }
    }
    return new Condition.All(all);
  }

  private List<MediaType> types(Section when) {
    return allowed(
        when,
        "type",
        Map.of(
            "image", MediaType.IMAGE,
            "video", MediaType.VIDEO,
            "audio", MediaType.AUDIO,
            "document", MediaType.DOCUMENT));
  }

  private List<Route.Stage> stages(Section asking) {
    var names = new HashSet<String>();
    var stages = new ArrayList<Route.Stage>();
    for (var stage : asking.sections("ask", Set.of("stage", "team", "decides"))) {
      var name = stage.required("stage");
      if (!names.add(name)) {
        notes.add(stage.at("stage"), "stage '%s' stands twice in one ask".formatted(name));
      }
      stages.add(new Route.Stage(name, team(stage, "team"), decides(stage)));
    }
    if (stages.isEmpty()) {
      notes.add(
          asking.at("ask"), "'ask' needs at least one stage, such as {stage: Legal, team: legal}");
    }
    return stages;
  }

  private Route.Decides decides(Section stage) {
    var words = Map.of("everyone", Route.Decides.EVERYONE, "anyone", Route.Decides.ANYONE);
    return allowed(stage, "decides", words).stream().findFirst().orElse(Route.Decides.EVERYONE);
  }

  private String team(Section section, String key) {
    var team = section.required(key);
    if (!team.isEmpty() && !teams.containsKey(team)) {
      notes.add(
          section.at(key),
          "there is no team '%s'; teams are %s".formatted(team, String.join(", ", teams.keySet())));
    }
    return team;
  }

  private Rules.Verdicts verdicts(Section verdicts) {
    var needing = verdicts.section("needs_changes", Set.of("decisions"));
    var rejecting = verdicts.section("rejected", Set.of("decisions", "reasons"));
    return new Rules.Verdicts(
        needing.map(this::decisions).orElse(Rules.Verdicts.byDefault().needingChanges()),
        rejecting.map(this::decisions).orElse(List.of()),
        asTexts(rejecting.map(r -> r.texts("reasons")).orElse(List.of())));
  }

  private List<Decision> decisions(Section verdict) {
    var words = new LinkedHashMap<String, Decision>();
    for (var decision : Decision.values()) {
      words.put(decision.word(), decision);
    }
    return allowed(verdict, "decisions", words);
  }

  private Map<Verdict, String> statusTexts(Section write) {
    var texts = new EnumMap<Verdict, String>(Verdict.class);
    write
        .section("edit_status", STATES.keySet())
        .ifPresent(states ->
            STATES.forEach(
                (word, verdict) -> states.text(word).ifPresent(text -> texts.put(verdict, text))));
    return texts;
  }

  private Duration time(Section section, String key) {
    var text = section.required(key);
    var time = TIME.matcher(text);
    if (!time.matches() || Long.parseLong(time.group(1)) == 0) {
      notes.add(section.at(key), "'%s' is no time; write 20s, 15m, 2h or 1d".formatted(text));
      return Rules.none().rereadOpen();
    }
    long count = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private <T> List<T> allowed(Section section, String key, Map<String, T> words) {
    var found = new ArrayList<T>();
    for (var word : section.texts(key)) {
      var meant = words.get(word.toLowerCase(Locale.ROOT));
      if (meant == null) {
        notes.add(
            section.at(key),
            "'%s' is not allowed for %s; it may be %s"
                .formatted(
                    word, key, String.join(", ", words.keySet().stream().sorted().toList())));
      } else {
        found.add(meant);
      }
    }
    return found;
  }

  private static List<Text> asTexts(List<String> patterns) {
    return patterns.stream().map(Text::new).toList();
  }
}
