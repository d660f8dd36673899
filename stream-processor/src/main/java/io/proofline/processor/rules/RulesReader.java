package io.proofline.processor.rules;

import io.proofline.processor.review.Approved;
import io.proofline.processor.review.Calendar;
import io.proofline.processor.review.Decision;
import io.proofline.processor.review.ProofSettings;
import io.proofline.processor.review.Rules;
import io.proofline.processor.review.Template;
import io.proofline.processor.review.UsageStatus;
import io.proofline.processor.review.Verdicts;
import io.proofline.processor.review.Write;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes rules of a file; what is not as the language says is left out. */
final class RulesReader {

  private final Section file;
  private final Map<String, List<String>> teams;
  private final Map<String, String> fields;
  private final Calendar calendar;
  private final ConditionReader conditions;
  private final StageReader stages;

  RulesReader(Section file) {
    this.file = file;
    this.teams = named(file, "teams");
    this.fields = fields(file);
    this.calendar = file.section("calendar").map(RulesReader::calendar).orElse(Calendar.everyDay());
    this.conditions = new ConditionReader(calendar);
    this.stages = new StageReader(teams);
  }

  RulesFile read(String yaml, String version) {
    var rules = rules(version);
    return new RulesFile(
        yaml, rules, teams, selecting("gallery"), selecting("keyword"), AskedFields.of(rules));
  }

  private Rules rules(String version) {
    return new Rules(
        version,
        calendar,
        new Rules.Select(
            ConditionReader.asTexts(selecting("gallery")),
            ConditionReader.asTexts(selecting("keyword")),
            file.section("select").flatMap(s -> s.text("then")).orElse(null)),
        pace(),
        file.sections("reviews").stream().map(this::rule).toList(),
        file.section("otherwise").map(stages::stages).orElse(List.of()),
        file.sections("require").stream().map(this::requirement).toList(),
        file.section("proof").map(this::proof).orElse(ProofSettings.ownedBy("")),
        file.section("verdicts").map(RulesReader::verdicts).orElse(Verdicts.byDefault()),
        file.section("write").map(RulesReader::write).orElse(Write.nothing()),
        file.section("approved").map(this::approved).orElse(Approved.stays()),
        file.section("withdrawn").flatMap(w -> w.text("keep_in")).orElse(null),
        fields);
  }

  private List<String> selecting(String key) {
    return file.section("select").map(s -> s.texts(key)).orElse(List.of());
  }

  private Rules.Pace pace() {
    return new Rules.Pace(
        file.text("settle").flatMap(Values::time).orElse(null),
        file.section("limits")
            .flatMap(l -> l.text("proofs_per_hour"))
            .filter(count -> count.matches("\\d{1,9}"))
            .map(Integer::valueOf)
            .orElse(null),
        reread("open").orElse(Rules.Pace.byDefault().rereadOpen()),
        reread("decided").orElse(Rules.Pace.byDefault().rereadDecided()));
  }

  private Optional<Duration> reread(String which) {
    return file.section("reread").flatMap(r -> time(r, which));
  }

  private static Optional<Duration> time(Section section, String key) {
    return section.text(key).flatMap(Values::time).filter(Duration::isPositive);
  }

  private Rules.Rule rule(Section rule) {
    return new Rules.Rule(
        rule.text("name").orElse(""),
        conditions.when(rule),
        stages.stages(rule),
        rule.text("mode").filter("watch"::equalsIgnoreCase).isPresent());
  }

  private Rules.Requirement requirement(Section required) {
    return new Rules.Requirement(conditions.when(required), stages.stages(required));
  }

  private ProofSettings proof(Section proof) {
    var folder = proof.text("folder");
    return new ProofSettings(
        proof.text("owner").orElse(""),
        folder.filter(Folders::isId).map(Folders::id).orElse(null),
        folder.filter(f -> !Folders.isId(f)).map(this::template).orElse(null),
        proof.text("name").map(this::template).orElse(null),
        constant(proof, "file", ProofSettings.FileKind.class)
            .orElse(ProofSettings.FileKind.ORIGINAL),
        proof.text("brief").map(this::template).orElse(null),
        constant(proof, "security", ProofSettings.Security.class).orElse(null),
        proof.text("signature").filter("true"::equalsIgnoreCase).isPresent());
  }

  /** Names that the file gives to fields stand for those fields. */
  private Template template(String text) {
    var resolved = text;
    for (var field : fields.entrySet()) {
      resolved = resolved.replace("{" + field.getKey() + "}", "{" + field.getValue() + "}");
    }
    return new Template(resolved);
  }

  private Approved approved(Section approved) {
    return new Approved(
        constant(approved, "store", Approved.Store.class).orElse(Approved.Store.NONE),
        approved.sections("publish").stream().map(this::publication).toList());
  }

  private Approved.Publication publication(Section publish) {
    return new Approved.Publication(
        conditions.when(publish),
        template(publish.text("to").orElse("")),
        publish.text("from").flatMap(this::moment).orElse(null),
        publish.text("until").flatMap(this::moment).orElse(null),
        publish.text("wait_for").isPresent());
  }

  private Optional<Approved.Moment> moment(String text) {
    return text.startsWith("{")
        ? Optional.ofNullable(fields.get(text.substring(1, text.length() - 1)))
            .map(Approved.Moment.FromField::new)
        : Values.day(text).map(Approved.Moment.OnDay::new);
  }

  private static Verdicts verdicts(Section verdicts) {
    var needing = verdicts.section("needs_changes");
    var rejecting = verdicts.section("rejected");
    return new Verdicts(
        needing.map(RulesReader::decisions).orElse(Verdicts.byDefault().needingChanges()),
        rejecting.map(RulesReader::decisions).orElse(List.of()),
        rejecting.map(r -> ConditionReader.texts(r, "reasons")).orElse(List.of()));
  }

  private static List<Decision> decisions(Section verdict) {
    return verdict.texts("decisions").stream()
        .flatMap(word -> Values.constant(Decision.class, word).stream())
        .toList();
  }

  private static Write write(Section write) {
    var fields =
        write.keys().stream()
            .filter(Language.IPTC::contains)
            .flatMap(name -> write.section(name).stream().map(s -> field(name, s)))
            .toList();
    return new Write(fields, write.section("galleries").map(RulesReader::states).orElse(Map.of()));
  }

  private static Write.Field field(String name, Section texts) {
    boolean onlyIfEmpty = texts.text("only_if_empty").filter("true"::equalsIgnoreCase).isPresent();
    return new Write.Field(name, states(texts), onlyIfEmpty);
  }

  private static Map<UsageStatus, String> states(Section states) {
    var texts = new EnumMap<UsageStatus, String>(UsageStatus.class);
    for (var word : states.keys()) {
      Values.constant(UsageStatus.class, word)
          .ifPresent(status -> states.text(word).ifPresent(text -> texts.put(status, text)));
    }
    return texts;
  }

  private static Calendar calendar(Section calendar) {
    Set<DayOfWeek> days =
        calendar.texts("days").stream()
            .flatMap(text -> Values.weekdays(text).stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(DayOfWeek.class)));
    ZoneId zone = calendar.text("zone").flatMap(Values::zone).orElse(ZoneOffset.UTC);
    var holidays =
        calendar.texts("holidays").stream().flatMap(d -> Values.day(d).stream()).toList();
    return new Calendar(zone, days.isEmpty() ? Calendar.everyDay().days() : days, holidays);
  }

  private static Map<String, List<String>> named(Section file, String key) {
    var read = new LinkedHashMap<String, List<String>>();
    file.section(key).ifPresent(all -> all.keys().forEach(n -> read.put(n, all.texts(n))));
    return read;
  }

  private static Map<String, String> fields(Section file) {
    var read = new LinkedHashMap<String, String>();
    named(file, "fields")
        .forEach((name, to) -> to.stream().findFirst().ifPresent(f -> read.put(name, f)));
    return read;
  }

  private static <E extends Enum<E>> Optional<E> constant(
      Section section, String key, Class<E> type) {
    return section.text(key).flatMap(word -> Values.constant(type, word));
  }
}
