package io.proofline.rules;

import io.proofline.policy.Asset.MediaType;
import io.proofline.policy.Decision;
import io.proofline.policy.OnApproval.Store;
import io.proofline.policy.ProofSettings.FileKind;
import io.proofline.policy.ProofSettings.Security;
import io.proofline.policy.Route.Mail;
import io.proofline.policy.UsageStatus;
import io.proofline.rules.ValueType.AllowedWords;
import io.proofline.rules.ValueType.Block;
import io.proofline.rules.ValueType.BlockKey;
import io.proofline.rules.ValueType.BlockRef;
import io.proofline.rules.ValueType.BooleanValue;
import io.proofline.rules.ValueType.FormattedText;
import io.proofline.rules.ValueType.MapOf;
import io.proofline.rules.ValueType.NonEmptyList;
import io.proofline.rules.ValueType.OneOrMore;
import io.proofline.rules.ValueType.PositiveInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The grammar of the rules language, from which the check and the JSON Schema are derived.
 *
 * <p>Longer than 300 lines because it lists every key of the language with its type and
 * description.
 */
final class RulesGrammar {

  /** The root block of a rules file. */
  static final String FILE = "file";

  /** The root block of a sample for {@code rules try}. */
  static final String SAMPLE = "sample";

  /** IPTC fields in PhotoShelter's spelling. */
  static final List<String> IPTC =
      List.of(
          "author",
          "caption",
          "caption_writer",
          "category",
          "city",
          "contact_info",
          "copyright",
          "country",
          "country_iso",
          "credit",
          "edit_status",
          "genre",
          "headline",
          "instructions",
          "location",
          "position",
          "rights",
          "scene",
          "source",
          "state",
          "subject_code",
          "title",
          "trans_ref",
          "urgency",
          "web_statement");

  private static final FormattedText TEXT = FormattedText.of("a text", "\\s*\\S[\\s\\S]*");
  private static final FormattedText ADDRESS =
      FormattedText.of("an e-mail address", "[^@\\s]+@[^@\\s]+");
  private static final FormattedText TIME =
      FormattedText.of("a time such as 20s, 15m, 2h or 1d", "[1-9]\\d{0,5}\\s*[smhd]");
  private static final FormattedText DUE =
      FormattedText.of(
          "a time such as 2 working days or 4 hours", "[1-9]\\d{0,2} (working days?|hours?)");
  private static final FormattedText DAY = day("a day such as 2027-06-30", "\\d{4}-\\d{2}-\\d{2}");
  private static final FormattedText MOMENT =
      day(
          "a day such as 2027-06-30, or a name of 'fields' such as {embargo}",
          "\\d{4}-\\d{2}-\\d{2}|\\{\\w+\\}");
  private static final FormattedText ZONE =
      new FormattedText(
          "a time zone such as Europe/Berlin", "\\S+", text -> ValueParser.zone(text).isPresent());
  private static final FormattedText DAYS =
      FormattedText.of(
          "a weekday such as mon, or a span such as mon-fri",
          "(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?");
  private static final FormattedText GALLERY =
      FormattedText.of(
          "a gallery: its name, its path, or id: and its id, without *", "\\s*[^*\\s][^*]*");
  private static final FormattedText LIBRARY_FIELD =
      FormattedText.of(
          "an IPTC field such as credit, or custom: and the id of a field",
          "custom:\\w+|" + String.join("|", IPTC));
  private static final FormattedText DECIDES =
      FormattedText.of(
          "everyone, anyone, or an address of the team", "everyone|anyone|[^@\\s]+@[^@\\s]+");
  private static final FormattedText STAGE_NAME =
      FormattedText.of("a name of at most 100 characters", ".{1,100}");
  private static final FormattedText NAME =
      FormattedText.of("a name of letters and digits", "\\w+");
  private static final FormattedText TEAM =
      FormattedText.of("a name of letters, digits, blanks, dots and -", "\\w[\\w .-]*");

  private static final Map<String, Block> BLOCKS =
      Stream.of(
              block(
                  FILE,
                  "the file",
                  required("version", new AllowedWords(List.of("1")), "Version of the language."),
                  required("teams", new MapOf(TEAM, new OneOrMore(ADDRESS)), "Reviewers, by team."),
                  optional("calendar", new BlockRef("calendar"), "When people work."),
                  optional(
                      "select", new BlockRef("select"), "How people select assets for review."),
                  optional(
                      "settle",
                      TIME,
                      "How long an asset must be unchanged before a rule starts its review."),
                  optional("limits", new BlockRef("limits"), "Rate limits."),
                  optional(
                      "reviews",
                      new NonEmptyList(new BlockRef("review")),
                      "Rules; the first that matches counts."),
                  optional(
                      "otherwise",
                      new BlockRef("otherwise"),
                      "Stages for selected assets that no rule matches."),
                  optional(
                      "require",
                      new NonEmptyList(new BlockRef("require")),
                      "Stages that are added whichever rule matched."),
                  optional("fields", new MapOf(NAME, LIBRARY_FIELD), "Names for library fields."),
                  required("proof", new BlockRef("proof"), "Settings of the proofs."),
                  optional("verdicts", new BlockRef("verdicts"), "What decisions mean."),
                  optional("write", new BlockRef("write"), "Texts of library fields, by status."),
                  optional("approved", new BlockRef("approved"), "Actions on approved assets."),
                  optional("withdrawn", new BlockRef("withdrawn"), "Actions on withdrawn assets."),
                  optional(
                      "reread", new BlockRef("reread"), "When proofs are read without an event.")),
              block(
                  "calendar",
                  "the calendar",
                  optional("zone", ZONE, "Time zone; UTC by default."),
                  optional("days", new OneOrMore(DAYS), "Working days; all by default."),
                  optional("holidays", new OneOrMore(DAY), "Days on which nobody works.")),
              block(
                  "select",
                  "'select'",
                  optional(
                      "gallery", new OneOrMore(GALLERY), "Assets in this gallery are selected."),
                  optional(
                      "keyword", new OneOrMore(TEXT), "Assets with this keyword are selected."),
                  optional("then", GALLERY, "Gallery that selected assets are moved to.")),
              block(
                  "limits",
                  "'limits'",
                  optional(
                      "proofs_per_hour",
                      new PositiveInteger(),
                      "Further proofs wait for a go-ahead.")),
              block(
                  "review",
                  "a review",
                  required("name", STAGE_NAME, "Its name in lists."),
                  optional("when", new BlockRef("when"), "Which assets it is for; all by default."),
                  optional(
                      "mode",
                      new AllowedWords(List.of("act", "watch")),
                      "With watch, no command is issued."),
                  required("ask", new NonEmptyList(new BlockRef("stage")), "The stages.")),
              block(
                  "otherwise",
                  "'otherwise'",
                  required("ask", new NonEmptyList(new BlockRef("stage")), "Stages.")),
              block(
                  "require",
                  "a requirement",
                  required("when", new BlockRef("when"), "Condition on its assets."),
                  required("ask", new NonEmptyList(new BlockRef("stage")), "The stages.")),
              block(
                  "when",
                  "a condition",
                  optional(
                      "gallery",
                      new OneOrMore(TEXT),
                      "Its gallery: name, path with * and **, or id:."),
                  optional("collection", new OneOrMore(TEXT), "A collection above: name, or path."),
                  optional("keyword", new OneOrMore(TEXT), "A keyword; * matches any text."),
                  optional(
                      "type",
                      new OneOrMore(words(MediaType.class, "unknown")),
                      "Its kind of file."),
                  optional("file", new OneOrMore(TEXT), "Its file name; * matches any text."),
                  optional(
                      "field",
                      new MapOf(LIBRARY_FIELD, new OneOrMore(TEXT)),
                      "Texts of its fields."),
                  optional("uploader", new OneOrMore(TEXT), "Who uploaded it."),
                  optional("uploaded", new BlockRef("time"), "When it was uploaded."),
                  optional("modified", new BlockRef("time"), "When it was last changed."),
                  optional(
                      "one_of",
                      new NonEmptyList(new BlockRef("when")),
                      "At least one of these holds."),
                  optional("not", new BlockRef("when"), "This does not hold.")),
              block(
                  "time",
                  "a time",
                  optional("from", DAY, "From the start of that day."),
                  optional("until", DAY, "Until the end of that day.")),
              block(
                  "stage",
                  "a stage",
                  required("stage", STAGE_NAME, "What reviewers see."),
                  required("team", TEAM, "Who is asked."),
                  optional("decides", DECIDES, "Whose decision ends it; everyone's by default."),
                  optional("after", STAGE_NAME, "Starts once that stage is approved."),
                  optional("due", DUE, "Its time limit, from its start."),
                  optional("mail", words(Mail.class), "How often its members get mail.")),
              block(
                  "proof",
                  "'proof'",
                  required("owner", TEAM, "Team whose first address owns the proofs."),
                  optional("folder", TEXT, "Folder by its id, or by a path that is created."),
                  optional(
                      "name", TEXT, "Name of the proof, with {file}, {stem}, {gallery} and more."),
                  optional(
                      "file",
                      words(FileKind.class),
                      "The file that reviewers see; the original by default."),
                  optional("brief", TEXT, "Message to the reviewers, with placeholders."),
                  optional("security", words(Security.class), "Access to the proof."),
                  optional("signature", new BooleanValue(), "Decisions are signed.")),
              block(
                  "verdicts",
                  "'verdicts'",
                  optional(
                      "needs_changes",
                      new BlockRef("needs_changes"),
                      "Decisions that ask for changes."),
                  optional(
                      "rejected",
                      new BlockRef("rejected"),
                      "What rejects; stronger than the former.")),
              block(
                  "needs_changes",
                  "'needs_changes'",
                  required("decisions", new OneOrMore(words(Decision.class)), "Ziflow's values.")),
              block(
                  "rejected",
                  "'rejected'",
                  required("decisions", new OneOrMore(words(Decision.class)), "Ziflow's values."),
                  required("reasons", new OneOrMore(TEXT), "Labels, of which one must be ticked.")),
              new Block("write", "'write'", write()),
              block("states", "the galleries of states", states(GALLERY)),
              new Block("texts", "the texts of a field", texts()),
              block(
                  "approved",
                  "'approved'",
                  optional("store", words(Store.class), "How a version from Ziflow is stored."),
                  optional(
                      "publish",
                      new NonEmptyList(new BlockRef("publish")),
                      "Galleries that others see.")),
              block(
                  "publish",
                  "a publication",
                  optional("when", new BlockRef("when"), "Which assets; all by default."),
                  required("to", TEXT, "The gallery's path, with placeholders."),
                  optional("from", MOMENT, "Not before the start of that day."),
                  optional("until", MOMENT, "Until the end of that day."),
                  optional(
                      "wait_for",
                      new AllowedWords(List.of("collection_ready")),
                      "Condition that the publication waits for.")),
              block(
                  "withdrawn",
                  "'withdrawn'",
                  required("keep_in", GALLERY, "Private gallery that keeps withdrawn assets.")),
              block(
                  "reread",
                  "'reread'",
                  optional("open", TIME, "Open proofs; 15m by default."),
                  optional("decided", TIME, "Decided ones in their first 30 days; 1d by default.")),
              block(
                  SAMPLE,
                  "the sample",
                  optional("file", TEXT, "Its file name."),
                  optional("type", words(MediaType.class, "unknown"), "Its kind of file."),
                  optional("galleries", new OneOrMore(TEXT), "Paths of its galleries."),
                  optional("keywords", new OneOrMore(TEXT), "Its keywords."),
                  optional("fields", new MapOf(LIBRARY_FIELD, TEXT), "Texts of its fields."),
                  optional("uploader", TEXT, "Who uploaded it."),
                  optional("uploaded", DAY, "When it was uploaded."),
                  optional("modified", DAY, "When it was last changed.")))
          .collect(Collectors.toUnmodifiableMap(Block::name, Function.identity()));

  private RulesGrammar() {}

  static Block block(String name) {
    var block = BLOCKS.get(name);
    if (block == null) {
      throw new IllegalArgumentException("The language has no block " + name);
    }
    return block;
  }

  private static Block block(String name, String title, BlockKey... fields) {
    return new Block(name, title, List.of(fields));
  }

  private static BlockKey required(String key, ValueType valueType, String doc) {
    return new BlockKey(key, true, valueType, doc);
  }

  private static BlockKey optional(String key, ValueType valueType, String doc) {
    return new BlockKey(key, false, valueType, doc);
  }

  private static List<BlockKey> write() {
    var fields = new ArrayList<BlockKey>();
    IPTC.forEach(
        field -> fields.add(optional(field, new BlockRef("texts"), "Texts of this IPTC field.")));
    fields.add(
        optional(
            "galleries",
            new BlockRef("states"),
            "Status galleries for files without IPTC fields."));
    return List.copyOf(fields);
  }

  private static List<BlockKey> texts() {
    var fields = new ArrayList<>(List.of(states(TEXT)));
    fields.add(
        optional("only_if_empty", new BooleanValue(), "A text that is already there stays."));
    return List.copyOf(fields);
  }

  private static BlockKey[] states(ValueType valueType) {
    return ValueParser.words(UsageStatus.class).stream()
        .map(state -> optional(state, valueType, "For this status."))
        .toArray(BlockKey[]::new);
  }

  private static AllowedWords words(Class<? extends Enum<?>> type, String... without) {
    var words = new ArrayList<>(ValueParser.words(type));
    words.removeAll(Arrays.asList(without));
    return new AllowedWords(words.stream().map(w -> w.toLowerCase(Locale.ROOT)).sorted().toList());
  }

  private static FormattedText day(String allowed, String pattern) {
    return new FormattedText(
        allowed, pattern, text -> text.startsWith("{") || ValueParser.day(text).isPresent());
  }
}
