package io.proofline.rules;

import io.proofline.policy.Decision;
import io.proofline.policy.FieldMapping;
import io.proofline.policy.OnApproval;
import io.proofline.policy.ProofSettings;
import io.proofline.policy.Rules;
import io.proofline.policy.TextTemplate;
import io.proofline.policy.UsageStatus;
import io.proofline.policy.VerdictPolicy;
import io.proofline.policy.WorkCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds {@link Rules} from a parsed file; parts that are not in the language are ignored. */
final class RulesReader {

  private final YamlSection file;
  private final Map<String, List<String>> teams;
  private final Map<String, String> fields;
  private final Map<String, String> placeholders = new HashMap<>();
  private final WorkCalendar workCalendar;
  private final ConditionReader conditions;
  private final StageReader stages;

  RulesReader(YamlSection file) {
    this.file = file;
    this.teams = lists(file, "teams");
    this.fields = fields(file);
    fields.forEach((name, field) -> placeholders.put(name, "{" + field + "}"));
    this.workCalendar =
        file.section("calendar").map(RulesReader::calendar).orElse(WorkCalendar.everyDay());
    this.conditions = new ConditionReader(workCalendar);
    this.stages = new StageReader(teams);
  }

  /** E-mail addresses by team. */
  Map<String, List<String>> teams() {
    return teams;
  }

  /** The patterns of {@code select}, of the kind {@code gallery} or {@code keyword}. */
  List<String> selectTexts(String kind) {
    return file.section("select").map(s -> s.texts(kind)).orElse(List.of());
  }

  Rules rules(String version) {
    return new Rules(
        version,
        workCalendar,
        new Rules.Select(
            ConditionReader.asTexts(selectTexts("gallery")),
            ConditionReader.asTexts(selectTexts("keyword")),
            file.section("select").flatMap(s -> s.text("then")).orElse(null)),
        timing(),
        file.sections("reviews").stream().map(this::rule).toList(),
        file.section("otherwise").map(stages::stages).orElse(List.of()),
        file.sections("require").stream().map(this::requirement).toList(),
        file.section("proof").map(this::proof).orElse(ProofSettings.ownedBy("")),
        file.section("verdicts").map(RulesReader::verdicts).orElse(VerdictPolicy.byDefault()),
        file.section("write").map(RulesReader::write).orElse(FieldMapping.none()),
        file.section("approved").map(this::approved).orElse(OnApproval.none()),
        file.section("withdrawn").flatMap(w -> w.text("keep_in")).orElse(null),
        fields);
  }

  private Rules.Timing timing() {
    return new Rules.Timing(
        file.text("settle").flatMap(ValueParser::time).orElse(null),
        file.section("limits")
            .flatMap(l -> l.text("proofs_per_hour"))
            .filter(count -> count.matches("\\d{1,9}"))
            .map(Integer::valueOf)
            .orElse(null),
        reread("open").orElse(Rules.Timing.byDefault().rereadOpen()),
        reread("decided").orElse(Rules.Timing.byDefault().rereadDecided()));
  }

  private Optional<Duration> reread(String which) {
    return file.section("reread").flatMap(r -> time(r, which));
  }

  private static Optional<Duration> time(YamlSection yamlSection, String key) {
    return yamlSection.text(key).flatMap(ValueParser::time).filter(Duration::isPositive);
  }

  private Rules.Rule rule(YamlSection rule) {
    return new Rules.Rule(
        rule.text("name").orElse(""),
        conditions.when(rule),
        stages.stages(rule),
        rule.text("mode").filter("watch"::equalsIgnoreCase).isPresent());
  }

  private Rules.Requirement requirement(YamlSection required) {
    return new Rules.Requirement(conditions.when(required), stages.stages(required));
  }

  private ProofSettings proof(YamlSection proof) {
    var folder = proof.text("folder");
    return new ProofSettings(
        proof.text("owner").orElse(""),
        folder.filter(ZiflowFolderId::isId).map(ZiflowFolderId::id).orElse(null),
        folder.filter(f -> !ZiflowFolderId.isId(f)).map(this::template).orElse(null),
        proof.text("name").map(this::template).orElse(null),
        constant(proof, "file", ProofSettings.FileKind.class)
            .orElse(ProofSettings.FileKind.ORIGINAL),
        proof.text("brief").map(this::template).orElse(null),
        constant(proof, "security", ProofSettings.Security.class).orElse(null),
        proof.text("signature").filter("true"::equalsIgnoreCase).isPresent());
  }

  /**
   * A template in which names of the file's {@code fields} are replaced by the fields' own names.
   */
  private TextTemplate template(String text) {
    return new TextTemplate(new TextTemplate(text).fill(placeholders));
  }

  private OnApproval approved(YamlSection approved) {
    return new OnApproval(
        constant(approved, "store", OnApproval.Store.class).orElse(OnApproval.Store.NONE),
        approved.sections("publish").stream().map(this::publication).toList());
  }

  private OnApproval.Publication publication(YamlSection publish) {
    return new OnApproval.Publication(
        conditions.when(publish),
        template(publish.text("to").orElse("")),
        publish.text("from").flatMap(this::publicationDate).orElse(null),
        publish.text("until").flatMap(this::publicationDate).orElse(null),
        publish.text("wait_for").isPresent());
  }

  private Optional<OnApproval.PublicationDate> publicationDate(String text) {
    return text.startsWith("{")
        ? Optional.ofNullable(fields.get(text.substring(1, text.length() - 1)))
            .map(OnApproval.PublicationDate.FromField::new)
        : ValueParser.day(text).map(OnApproval.PublicationDate.FixedDay::new);
  }

  private static VerdictPolicy verdicts(YamlSection verdicts) {
    var needing = verdicts.section("needs_changes");
    var rejecting = verdicts.section("rejected");
    return new VerdictPolicy(
        needing.map(RulesReader::decisions).orElse(VerdictPolicy.byDefault().changeDecisions()),
        rejecting.map(RulesReader::decisions).orElse(List.of()),
        rejecting.map(r -> ConditionReader.texts(r, "reasons")).orElse(List.of()));
  }

  private static List<Decision> decisions(YamlSection verdict) {
    return verdict.texts("decisions").stream()
        .flatMap(word -> ValueParser.constant(Decision.class, word).stream())
        .toList();
  }

  private static FieldMapping write(YamlSection write) {
    var fields =
        write.keys().stream()
            .filter(RulesGrammar.IPTC::contains)
            .flatMap(name -> write.section(name).stream().map(s -> field(name, s)))
            .toList();
    return new FieldMapping(
        fields, write.section("galleries").map(RulesReader::statusTexts).orElse(Map.of()));
  }

  private static FieldMapping.MappedField field(String name, YamlSection texts) {
    boolean onlyIfEmpty = texts.text("only_if_empty").filter("true"::equalsIgnoreCase).isPresent();
    return new FieldMapping.MappedField(name, statusTexts(texts), onlyIfEmpty);
  }

  private static Map<UsageStatus, String> statusTexts(YamlSection states) {
    var texts = new EnumMap<UsageStatus, String>(UsageStatus.class);
    for (var word : states.keys()) {
      ValueParser.constant(UsageStatus.class, word)
          .ifPresent(status -> states.text(word).ifPresent(text -> texts.put(status, text)));
    }
    return texts;
  }

  private static WorkCalendar calendar(YamlSection calendar) {
    Set<DayOfWeek> days =
        calendar.texts("days").stream()
            .flatMap(text -> ValueParser.weekdays(text).stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(DayOfWeek.class)));
    ZoneId zone = calendar.text("zone").flatMap(ValueParser::zone).orElse(ZoneOffset.UTC);
    var holidays =
        calendar.texts("holidays").stream().flatMap(d -> ValueParser.day(d).stream()).toList();
    return new WorkCalendar(zone, days.isEmpty() ? WorkCalendar.everyDay().days() : days, holidays);
  }

  private static Map<String, List<String>> lists(YamlSection file, String key) {
    var read = new LinkedHashMap<String, List<String>>();
    file.section(key).ifPresent(all -> all.keys().forEach(n -> read.put(n, all.texts(n))));
    return read;
  }

  private static Map<String, String> fields(YamlSection file) {
    var read = new LinkedHashMap<String, String>();
    lists(file, "fields")
        .forEach((name, to) -> to.stream().findFirst().ifPresent(f -> read.put(name, f)));
    return read;
  }

  private static <E extends Enum<E>> Optional<E> constant(
      YamlSection yamlSection, String key, Class<E> type) {
    return yamlSection.text(key).flatMap(word -> ValueParser.constant(type, word));
  }
}
