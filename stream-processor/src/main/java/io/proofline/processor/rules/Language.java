package io.proofline.processor.rules;

import io.proofline.processor.review.Approved.Store;
import io.proofline.processor.review.Asset.MediaType;
import io.proofline.processor.review.Decision;
import io.proofline.processor.review.ProofSettings.FileKind;
import io.proofline.processor.review.ProofSettings.Security;
import io.proofline.processor.review.Route.Mail;
import io.proofline.processor.review.UsageStatus;
import io.proofline.processor.rules.Shape.Block;
import io.proofline.processor.rules.Shape.Count;
import io.proofline.processor.rules.Shape.Field;
import io.proofline.processor.rules.Shape.Flag;
import io.proofline.processor.rules.Shape.In;
import io.proofline.processor.rules.Shape.Keyed;
import io.proofline.processor.rules.Shape.Line;
import io.proofline.processor.rules.Shape.Many;
import io.proofline.processor.rules.Shape.Rows;
import io.proofline.processor.rules.Shape.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of the rules language: the check, the reader and the JSON Schema all go by it. */
final class Language {

  /** The block that a rules file is. */
  static final String FILE = "file";

  /** The block that a sample for {@code rules try} is. */
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

  private static final Line TEXT = Line.of("a text", "[\\s\\S]*\\S[\\s\\S]*");
  private static final Line ADDRESS = Line.of("an e-mail address", "[^@\\s]+@[^@\\s]+");
  private static final Line TIME =
      Line.of("a time such as 20s, 15m, 2h or 1d", "[1-9]\\d{0,5}\\s*[smhd]");
  private static final Line DUE =
      Line.of("a time such as 2 working days or 4 hours", "[1-9]\\d{0,2} (working days?|hours?)");
  private static final Line DAY = day("a day such as 2027-06-30", "\\d{4}-\\d{2}-\\d{2}");
  private static final Line MOMENT =
      day(
          "a day such as 2027-06-30, or a name of 'fields' such as {embargo}",
          "\\d{4}-\\d{2}-\\d{2}|\\{\\w+\\}");
  private static final Line ZONE =
      new Line("a time zone such as Europe/Berlin", "\\S+", text -> Values.zone(text).isPresent());
  private static final Line DAYS =
      Line.of(
          "a weekday such as mon, or a span such as mon-fri",
          "(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?");
  private static final Line GALLERY =
      Line.of("a gallery: its name, its path, or id: and its id, without *", "[^*]*[^*\\s][^*]*");
  private static final Line LIBRARY_FIELD =
      Line.of(
          "an IPTC field such as credit, or custom: and the id of a field",
          "custom:\\w+|" + String.join("|", IPTC));
  private static final Line DECIDES =
      Line.of("everyone, anyone, or an address of the team", "everyone|anyone|[^@\\s]+@[^@\\s]+");
  private static final Line STAGE_NAME = Line.of("a name of at most 100 characters", ".{1,100}");
  private static final Line NAME = Line.of("a name of letters and digits", "\\w+");
  private static final Line TEAM =
      Line.of("a name of letters, digits, blanks, dots and -", "\\w[\\w .-]*");

  private static final Map<String, Block> BLOCKS =
      Stream.of(
              block(
                  FILE,
                  "the file",
                  needed("version", new Word(List.of("1")), "Version of the language."),
                  needed("teams", new Keyed(TEAM, new Many(ADDRESS)), "Who can be asked."),
                  may("calendar", new In("calendar"), "When people work."),
                  may("select", new In("select"), "What is a person's wish for a review."),
                  may("settle", TIME, "How long an asset lies still before a rule picks it."),
                  may("limits", new In("limits"), "Brakes."),
                  may("reviews", new Rows(new In("review")), "The first that matches counts."),
                  may("otherwise", new In("otherwise"), "For what is selected and matches none."),
                  may("require", new Rows(new In("require")), "Asked besides, whatever matched."),
                  may("fields", new Keyed(NAME, LIBRARY_FIELD), "Names for library fields."),
                  needed("proof", new In("proof"), "How proofs are made."),
                  may("verdicts", new In("verdicts"), "What decisions mean."),
                  may("write", new In("write"), "What stands in library fields, by status."),
                  may("approved", new In("approved"), "What happens to what was approved."),
                  may("withdrawn", new In("withdrawn"), "What happens to what was withdrawn."),
                  may("reread", new In("reread"), "When proofs are read without a hint.")),
              block(
                  "calendar",
                  "the calendar",
                  may("zone", ZONE, "Where days begin; UTC unless said."),
                  may("days", new Many(DAYS), "Working days; all unless said."),
                  may("holidays", new Many(DAY), "Days on which nobody works.")),
              block(
                  "select",
                  "'select'",
                  may("gallery", new Many(GALLERY), "What is put there is selected."),
                  may("keyword", new Many(TEXT), "What gets it is selected."),
                  may("then", GALLERY, "Where what was selected is moved.")),
              block(
                  "limits",
                  "'limits'",
                  may("proofs_per_hour", new Count(), "What is beyond waits for a go-ahead.")),
              block(
                  "review",
                  "a review",
                  needed("name", STAGE_NAME, "What it is called in lists."),
                  may("when", new In("when"), "Which assets it is for; all unless said."),
                  may("mode", new Word(List.of("act", "watch")), "Watch acts on nothing."),
                  needed("ask", new Rows(new In("stage")), "The stages.")),
              block(
                  "otherwise", "'otherwise'", needed("ask", new Rows(new In("stage")), "Stages.")),
              block(
                  "require",
                  "a requirement",
                  needed("when", new In("when"), "Which assets it is for."),
                  needed("ask", new Rows(new In("stage")), "The stages.")),
              block(
                  "when",
                  "a condition",
                  may("gallery", new Many(TEXT), "Its gallery: name, path with * and **, or id:."),
                  may("collection", new Many(TEXT), "A collection above: name, or path."),
                  may("keyword", new Many(TEXT), "A keyword; * stands for any text."),
                  may("type", new Many(words(MediaType.class, "unknown")), "Its kind of file."),
                  may("file", new Many(TEXT), "Its file name; * stands for any text."),
                  may("field", new Keyed(LIBRARY_FIELD, new Many(TEXT)), "Texts of its fields."),
                  may("uploader", new Many(TEXT), "Who uploaded it."),
                  may("uploaded", new In("time"), "When it was uploaded."),
                  may("modified", new In("time"), "When it was last changed."),
                  may("one_of", new Rows(new In("when")), "At least one of these holds."),
                  may("not", new In("when"), "This does not hold.")),
              block(
                  "time",
                  "a time",
                  may("from", DAY, "From the start of that day."),
                  may("until", DAY, "Until the end of that day.")),
              block(
                  "stage",
                  "a stage",
                  needed("stage", STAGE_NAME, "What reviewers see."),
                  needed("team", TEAM, "Who is asked."),
                  may("decides", DECIDES, "Whose decision ends it; everyone's unless said."),
                  may("after", STAGE_NAME, "Asked once that stage is approved."),
                  may("due", DUE, "How long it has from its start."),
                  may("mail", words(Mail.class), "How often its members get mail.")),
              block(
                  "proof",
                  "'proof'",
                  needed("owner", TEAM, "Team whose first address owns the proofs."),
                  may("folder", TEXT, "Folder by its id, or a path to be made."),
                  may("name", TEXT, "Name of the proof, with {file}, {stem}, {gallery} and more."),
                  may("file", words(FileKind.class), "What is judged; the original unless said."),
                  may("brief", TEXT, "What reviewers are told, with names in braces."),
                  may("security", words(Security.class), "Who may open it."),
                  may("signature", new Flag(), "Decisions are signed.")),
              block(
                  "verdicts",
                  "'verdicts'",
                  may("needs_changes", new In("needs_changes"), "What asks for changes."),
                  may("rejected", new In("rejected"), "What rejects; stronger than the former.")),
              block(
                  "needs_changes",
                  "'needs_changes'",
                  needed("decisions", new Many(words(Decision.class)), "Ziflow's values.")),
              block(
                  "rejected",
                  "'rejected'",
                  needed("decisions", new Many(words(Decision.class)), "Ziflow's values."),
                  needed("reasons", new Many(TEXT), "Labels, of which one must be ticked.")),
              new Block("write", "'write'", write()),
              block("states", "the galleries of states", states(GALLERY)),
              new Block("texts", "the texts of a field", texts()),
              block(
                  "approved",
                  "'approved'",
                  may("store", words(Store.class), "How a version from Ziflow is kept."),
                  may("publish", new Rows(new In("publish")), "Galleries that others see.")),
              block(
                  "publish",
                  "a publication",
                  may("when", new In("when"), "Which assets; all unless said."),
                  needed("to", TEXT, "The gallery's path, with names in braces."),
                  may("from", MOMENT, "Not before the start of that day."),
                  may("until", MOMENT, "Until the end of that day."),
                  may("wait_for", new Word(List.of("collection_ready")), "What must be first.")),
              block(
                  "withdrawn",
                  "'withdrawn'",
                  needed("keep_in", GALLERY, "Private gallery, so that nothing is trashed.")),
              block(
                  "reread",
                  "'reread'",
                  may("open", TIME, "Open proofs; 15m unless said."),
                  may("decided", TIME, "Decided ones in their first 30 days; 1d unless said.")),
              block(
                  SAMPLE,
                  "the sample",
                  may("file", TEXT, "Its file name."),
                  may("type", words(MediaType.class, "unknown"), "Its kind of file."),
                  may("galleries", new Many(TEXT), "Paths of its galleries."),
                  may("keywords", new Many(TEXT), "Its keywords."),
                  may("fields", new Keyed(LIBRARY_FIELD, TEXT), "Texts of its fields."),
                  may("uploader", TEXT, "Who uploaded it."),
                  may("uploaded", DAY, "When it was uploaded."),
                  may("modified", DAY, "When it was last changed.")))
          .collect(Collectors.toUnmodifiableMap(Block::name, Function.identity()));

  private Language() {}

  static Block block(String name) {
    var block = BLOCKS.get(name);
    if (block == null) {
      throw new IllegalArgumentException("The language has no block " + name);
    }
    return block;
  }

  private static Block block(String name, String title, Field... fields) {
    return new Block(name, title, List.of(fields));
  }

  private static Field needed(String key, Shape shape, String doc) {
    return new Field(key, true, shape, doc);
  }

  private static Field may(String key, Shape shape, String doc) {
    return new Field(key, false, shape, doc);
  }

  private static List<Field> write() {
    var fields = new ArrayList<Field>();
    IPTC.forEach(field -> fields.add(may(field, new In("texts"), "Texts of this IPTC field.")));
    fields.add(may("galleries", new In("states"), "Status galleries for what has no IPTC."));
    return List.copyOf(fields);
  }

  private static List<Field> texts() {
    var fields = new ArrayList<>(List.of(states(TEXT)));
    fields.add(may("only_if_empty", new Flag(), "What somebody wrote there is left."));
    return List.copyOf(fields);
  }

  private static Field[] states(Shape shape) {
    return Values.words(UsageStatus.class).stream()
        .map(state -> may(state, shape, "For this status."))
        .toArray(Field[]::new);
  }

  private static Word words(Class<? extends Enum<?>> type, String... without) {
    var words = new ArrayList<>(Values.words(type));
    words.removeAll(Arrays.asList(without));
    return new Word(words.stream().map(w -> w.toLowerCase(Locale.ROOT)).sorted().toList());
  }

  private static Line day(String allowed, String pattern) {
    return new Line(allowed, pattern, text -> text.startsWith("{") || Values.day(text).isPresent());
  }
}
