package io.proofline.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.proofline.policy.Condition;
import io.proofline.policy.Decision;
import io.proofline.policy.FieldMapping;
import io.proofline.policy.OnApproval;
import io.proofline.policy.ProofSettings;
import io.proofline.policy.Route;
import io.proofline.policy.Route.Stage;
import io.proofline.policy.StageTimeLimit;
import io.proofline.policy.TextPattern;
import io.proofline.policy.TextTemplate;
import io.proofline.policy.UsageStatus;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reading a rules file: its parts as values, and each mistake with its position.
 *
 * <p>Longer than 300 lines because it is one table of mistakes and one example for each part.
 */
class RulesFileTest {

  static final String WHOLE =
      """
      version: 1
      calendar: { zone: Europe/Berlin, days: mon-fri, holidays: [2026-12-25] }
      teams:
        owner: [dam@example.com]
        brand: [ann@example.com, bo@example.com]
        legal: legal@example.com
      select: { gallery: "Send to review", keyword: "review:*", then: "In review" }
      settle: 10m
      limits: { proofs_per_hour: 300 }
      reviews:
        - name: Product photos
          when: { gallery: "Products/**", keyword: [product, tableware], type: image }
          ask: [ { stage: Brand, team: brand, decides: anyone, due: 2 working days } ]
        - name: Not for all
          mode: watch
          when: { one_of: [ { keyword: event }, { not: { keyword: public } } ] }
          ask:
            - { stage: Brand, team: brand, decides: BO@example.com, mail: hourly }
            - { stage: Legal, team: legal, after: Brand, due: 4 hours }
        - name: By its data
          when:
            collection: Press
            file: "*_final.*"
            field: { credit: "Acme*", "custom:4711": [a, b] }
            uploader: ann
            uploaded: { from: 2026-01-01, until: 2026-01-31 }
          ask: [ { stage: Legal, team: legal } ]
      otherwise: { ask: [ { stage: Photo desk, team: owner } ] }
      require:
        - { when: { keyword: [alcohol, minor] }, ask: [ { stage: Legal, team: legal } ] }
      fields: { embargo: "custom:4711" }
      proof:
        owner: owner
        folder: "{collection}"
        name: "{stem}: {embargo}"
        file: jpeg
        brief: "{caption} {link}"
        security: users
        signature: true
      verdicts:
        needs_changes: { decisions: [changes_required] }
        rejected: { decisions: changes_required, reasons: ["Do not use"] }
      write:
        edit_status: { in_review: In review, approved: Approved, withdrawn: Withdrawn }
        headline: { approved: "Approved", only_if_empty: true }
        galleries: { approved: "Status/Approved" }
      approved:
        store: new_asset
        publish:
          - { when: { keyword: press }, to: "Press kit/{year}", from: "{embargo}", until: 2027-06-30 }
          - { to: Everything, wait_for: collection_ready }
      withdrawn: { keep_in: "Withdrawn" }
      reread: { open: 20s, decided: 4h }
      """;

  static final String SMALLEST =
      "version: 1\nteams: { owner: a@example.com }\nproof: { owner: owner }\n";

  static List<RulesDiagnostic> mistakes(String yaml) {
    return catchThrowableOfType(InvalidRulesException.class, () -> RulesFile.read(yaml))
        .diagnostics();
  }

  @Test
  void reads_teams_selection_and_stages() throws InvalidRulesException {
    var file = RulesFile.read(WHOLE);
    var rules = file.rules();

    assertThat(file.teams())
        .containsEntry("brand", List.of("ann@example.com", "bo@example.com"))
        .containsEntry("legal", List.of("legal@example.com"));
    assertThat(file.watchedGalleries()).containsExactly("Send to review");
    assertThat(file.watchedKeywords()).containsExactly("review:*");
    assertThat(rules.select().moveTo()).isEqualTo("In review");
    assertThat(rules.timing().quietPeriod()).isEqualTo(Duration.ofMinutes(10));
    assertThat(rules.timing().proofsPerHour()).isEqualTo(300);
    assertThat(rules.timing().rereadOpen()).isEqualTo(Duration.ofSeconds(20));
    assertThat(rules.timing().rereadDecided()).isEqualTo(Duration.ofHours(4));
    assertThat(rules.reviews())
        .extracting(r -> r.name() + (r.watch() ? " watches" : ""))
        .containsExactly("Product photos", "Not for all watches", "By its data");
    assertThat(rules.reviews().getFirst().stages())
        .containsExactly(
            new Stage(
                "Brand",
                "brand",
                Route.Decides.ANYONE,
                null,
                null,
                new StageTimeLimit(2, StageTimeLimit.Unit.WORKING_DAYS),
                null));
    assertThat(rules.reviews().get(1).stages())
        .containsExactly(
            new Stage("Brand", "brand", Route.Decides.ONE, 1, null, null, Route.Mail.HOURLY),
            new Stage(
                "Legal",
                "legal",
                Route.Decides.EVERYONE,
                null,
                "Brand",
                new StageTimeLimit(4, StageTimeLimit.Unit.HOURS),
                null));
    assertThat(rules.otherwise())
        .containsExactly(Stage.of("Photo desk", "owner", Route.Decides.EVERYONE));
    assertThat(rules.requirements().getFirst().stages())
        .containsExactly(Stage.of("Legal", "legal", Route.Decides.EVERYONE));
  }

  @Test
  void reads_conditions_of_every_kind() throws InvalidRulesException {
    var rules = RulesFile.read(WHOLE).rules();

    assertThat(rules.reviews().get(1).when())
        .isEqualTo(all(oneOf(all(keyword("event")), all(not(all(keyword("public")))))));
    assertThat(rules.reviews().get(2).when())
        .isEqualTo(
            all(
                new Condition.InCollection(texts("Press")),
                new Condition.HasFileName(texts("*_final.*")),
                new Condition.HasField("credit", texts("Acme*")),
                new Condition.HasField("custom:4711", texts("a", "b")),
                new Condition.UploadedBy(texts("ann")),
                new Condition.DateInRange(
                    Condition.DateKind.UPLOADED,
                    Instant.parse("2025-12-31T23:00:00Z"),
                    Instant.parse("2026-01-31T23:00:00Z"))));
  }

  @Test
  void reads_proof_settings_verdicts_texts_and_publications() throws InvalidRulesException {
    var rules = RulesFile.read(WHOLE).rules();

    assertThat(rules.calendar().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(rules.calendar().days()).hasSize(5).doesNotContain(DayOfWeek.SUNDAY);
    assertThat(rules.calendar().holidays()).containsExactly(LocalDate.parse("2026-12-25"));
    assertThat(rules.proof())
        .isEqualTo(
            new ProofSettings(
                "owner",
                null,
                new TextTemplate("{collection}"),
                new TextTemplate("{stem}: {custom:4711}"),
                ProofSettings.FileKind.JPEG,
                new TextTemplate("{caption} {link}"),
                ProofSettings.Security.USERS,
                true));
    assertThat(rules.verdictPolicy().changeDecisions()).containsExactly(Decision.CHANGES_REQUIRED);
    assertThat(rules.verdictPolicy().rejectReasons()).isEqualTo(texts("Do not use"));
    assertThat(rules.fieldMapping())
        .isEqualTo(
            new FieldMapping(
                List.of(
                    new FieldMapping.MappedField(
                        "edit_status",
                        Map.of(
                            UsageStatus.IN_REVIEW, "In review",
                            UsageStatus.APPROVED, "Approved",
                            UsageStatus.WITHDRAWN, "Withdrawn"),
                        false),
                    new FieldMapping.MappedField(
                        "headline", Map.of(UsageStatus.APPROVED, "Approved"), true)),
                Map.of(UsageStatus.APPROVED, "Status/Approved")));
    assertThat(rules.onApproval())
        .isEqualTo(
            new OnApproval(
                OnApproval.Store.NEW_ASSET,
                List.of(
                    new OnApproval.Publication(
                        all(keyword("press")),
                        new TextTemplate("Press kit/{year}"),
                        new OnApproval.PublicationDate.FromField("custom:4711"),
                        new OnApproval.PublicationDate.FixedDay(LocalDate.parse("2027-06-30")),
                        false),
                    new OnApproval.Publication(
                        all(), new TextTemplate("Everything"), null, null, true))));
    assertThat(rules.withdrawnGallery()).isEqualTo("Withdrawn");
  }

  private static Condition all(Condition... conditions) {
    return new Condition.All(List.of(conditions));
  }

  private static Condition oneOf(Condition... conditions) {
    return new Condition.OneOf(List.of(conditions));
  }

  private static Condition not(Condition condition) {
    return new Condition.Not(condition);
  }

  private static Condition keyword(String keyword) {
    return new Condition.HasKeyword(texts(keyword));
  }

  private static List<TextPattern> texts(String... texts) {
    return Stream.of(texts).map(TextPattern::new).toList();
  }

  @Test
  void a_version_is_the_same_for_the_same_text_and_another_for_another()
      throws InvalidRulesException {
    var version = RulesFile.read(WHOLE).rules().version();

    assertThat(version).hasSize(12).isEqualTo(RulesFile.read(WHOLE).rules().version());
    assertThat(RulesFile.read(SMALLEST).rules().version()).isNotEqualTo(version);
  }

  @Test
  void the_smallest_file_selects_nothing() throws InvalidRulesException {
    assertThat(RulesFile.read(SMALLEST).rules().reviews()).isEmpty();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("", "line 1, column 1: there is nothing in it"),
        Arguments.of(
            "teams: { owner: a@example.com }",
            "line 1, column 1: the file needs 'version': Version of the language."),
        Arguments.of(
            SMALLEST + "reviws: []\n",
            "line 4, column 1: the file has no 'reviws'; it may have approved, calendar, fields,"
                + " limits, otherwise, proof, require, reread, reviews, select, settle, teams,"
                + " verdicts, version, withdrawn, write; did you mean 'reviews'?"),
        Arguments.of(
            SMALLEST + "settle: 1m\nsettle: 2m\n",
            "line 5, column 1: 'settle' is twice in the file"),
        Arguments.of(
            SMALLEST.replace("version: 1", "version: 2"),
            "line 1, column 10: '2' is not allowed for 'version'; it may be 1"),
        Arguments.of(
            SMALLEST.replace("a@example.com", "nobody"),
            "line 2, column 17: 'nobody' is not allowed for 'owner'; it must be an e-mail address"),
        Arguments.of(
            SMALLEST.replace("a@example.com", "[]"),
            "line 2, column 17: 'owner' is empty; it needs at least one"),
        Arguments.of(
            SMALLEST.replace("proof: { owner: owner }", "proof: { owner: ovner }"),
            "line 3, column 17: there is no team 'ovner'; teams are owner; did you mean 'owner'?"),
        Arguments.of(
            withReview("when: { type: imagge }", "stage: S, team: owner"),
            "line 4, column 37: 'imagge' is not allowed for 'type'; it may be audio, document,"
                + " image, video; did you mean 'image'?"),
        Arguments.of(
            withReview("when: { one_of: [ { keywrd: a } ] }", "stage: S, team: owner"),
            "line 4, column 43: a condition has no 'keywrd'; it may have collection, field, file,"
                + " gallery, keyword, modified, not, one_of, type, uploaded, uploader; did you mean"
                + " 'keyword'?"),
        Arguments.of(
            withReview("when: { field: { credits: a } }", "stage: S, team: owner"),
            "line 4, column 40: 'credits' is not allowed for 'field'; it must be an IPTC field such"
                + " as credit, or custom: and the id of a field; did you mean 'credit'?"),
        Arguments.of(
            withReview("when: { uploaded: { from: 2026-02-30 } }", "stage: S, team: owner"),
            "line 4, column 49: '2026-02-30' is not allowed for 'from'; it must be a day such as"
                + " 2027-06-30"),
        Arguments.of(
            withReview("mode: watch", "stage: S, team: owner, decides: boss@example.com"),
            "line 4, column 77: 'boss@example.com' is not in team 'owner'; in it are"
                + " a@example.com"),
        Arguments.of(
            withReview("mode: watch", "stage: S, team: owner, decides: anione"),
            "line 4, column 77: 'anione' is not allowed for 'decides'; it must be everyone, anyone,"
                + " or an address of the team; did you mean 'anyone'?"),
        Arguments.of(
            withReview("mode: watch", "stage: S, team: owner, due: 2 weeks"),
            "line 4, column 73: '2 weeks' is not allowed for 'due'; it must be a time such as 2"
                + " working days or 4 hours"),
        Arguments.of(
            withReview("mode: watch", "stage: S, team: owner }, { stage: S, team: owner"),
            "line 4, column 79: there are two called 'S'; give each stage another name"),
        Arguments.of(
            withReview("mode: watch", "stage: A, team: owner, after: B }, { stage: B, team: owner"),
            "line 4, column 75: there is no stage above 'B'; there are none"),
        Arguments.of(
            withReview(
                "mode: watch", "stage: Brand, team: owner }, { stage: B, team: owner, after: Brnd"),
            "line 4, column 106: there is no stage above 'Brnd'; stages above it are Brand; did you"
                + " mean 'Brand'?"),
        Arguments.of(
            withReview("mode: watch", "stage: S, team: owner")
                + "require: [ { when: { keyword: a }, ask: [ { stage: S, team: other } ] } ]\n",
            "line 4, column 61: this stage is required of team 'other' below 'require'; give it"
                + " that team, or another name"),
        Arguments.of(
            withReview("mode: watch", "stage: S, team: owner")
                .replace(
                    "reviews: [", "reviews: [ { name: a, ask: [ { stage: S, team: owner } ] },"),
            "line 4, column 69: there are two called 'A'; give each review another name"),
        Arguments.of(
            SMALLEST + "reviews: [ { name: A, ask: [] } ]",
            "line 4, column 28: 'ask' is empty; it needs at least one"),
        Arguments.of(
            SMALLEST + "reread: { open: soon }",
            "line 4, column 17: 'soon' is not allowed for 'open'; it must be a time such as 20s,"
                + " 15m, 2h or 1d"),
        Arguments.of(
            SMALLEST + "select: { gallery: \"Send*\" }",
            "line 4, column 20: 'Send*' is not allowed for 'gallery'; it must be a gallery: its"
                + " name, its path, or id: and its id, without *"),
        Arguments.of(
            SMALLEST + "calendar: { zone: Europe/Berlim }",
            "line 4, column 19: 'Europe/Berlim' is not allowed for 'zone'; it must be a time zone"
                + " such as Europe/Berlin"),
        Arguments.of(
            SMALLEST.replace("owner: owner", "owner: owner, name: \"{capton}\""),
            "line 3, column 30: {capton} is not known; there are {file}, {stem}, {gallery},"
                + " {collection}, {asset}, {year}, {version}, {proof}, {proof_link}, {link}, and"
                + " the IPTC fields; did you mean 'caption'?"),
        Arguments.of(
            SMALLEST + "approved: { publish: [ { to: P, from: 2027-01-02, until: 2027-01-01 } ] }",
            "line 4, column 58: 'until' is before 'from'"),
        Arguments.of(
            SMALLEST + "limits: { proofs_per_hour: 0 }",
            "line 4, column 28: '0' is not allowed for 'proofs_per_hour'; it must be a whole number"
                + " from 1"),
        Arguments.of(
            SMALLEST + "write: { edit_status: { approved: [Yes] } }",
            "line 4, column 35: 'approved' must be a text"),
        Arguments.of(
            SMALLEST + "otherwise: &o { ask: *o }",
            "line 4, column 22: '*o' is an alias; write out what is meant"),
        Arguments.of(SMALLEST + "reviews: 7", "line 4, column 10: 'reviews' must be a list"),
        Arguments.of(
            SMALLEST + "select: 7",
            "line 4, column 9: 'select' must have keys, such as 'key: value'"));
  }

  /** A file with one review: its keys, and those of its stage. */
  private static String withReview(String keys, String stage) {
    return SMALLEST + "reviews: [ { name: A, %s, ask: [ { %s } ] } ]\n".formatted(keys, stage);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("mistakes")
  void a_mistake_is_reported_with_its_position_and_the_allowed_values(
      String yaml, String expected) {
    var refused = catchThrowableOfType(InvalidRulesException.class, () -> RulesFile.read(yaml));

    assertThat(refused.getMessage().lines()).contains(expected);
  }

  @Test
  void all_mistakes_are_reported_at_once_in_the_order_of_the_file() {
    var yaml =
        """
        version: 1
        teams: { owner: nobody }
        proof: { owner: boss }
        otherwise: { ask: [ { stage: S, team: chief, decides: noone } ] }
        """;

    assertThat(mistakes(yaml)).extracting(RulesDiagnostic::line).containsExactly(2, 3, 4, 4);
  }

  @Test
  void an_unsupported_feature_is_a_note_of_the_check_and_refused_by_a_push() {
    var yaml = SMALLEST + "approved: { store: new_version }\n";
    var expected = List.of("line 4, column 13: 'store' is not supported by this version yet");

    var refused =
        catchThrowableOfType(InvalidRulesException.class, () -> RulesFile.readForPublishing(yaml));

    assertThat(RulesFile.unsupportedFeatures(yaml))
        .extracting(RulesDiagnostic::toString)
        .isEqualTo(expected);
    assertThat(refused.getMessage().lines().toList()).isEqualTo(expected);
  }

  @Test
  void all_other_features_are_supported() {
    assertThat(RulesFile.unsupportedFeatures(WHOLE.replace("new_version", "new_asset"))).isEmpty();
  }

  @Test
  void published_rules_are_read_even_if_this_version_would_refuse_them() {
    var rules = RulesFile.readPublished(SMALLEST + "otherwise: { ask: [] }\nfuture: 1\n").rules();

    assertThat(rules.proof().ownerTeam()).isEqualTo("owner");
  }

  @Test
  void text_that_is_not_yaml_is_refused_with_its_position() {
    assertThat(mistakes("a: [b\nc: d"))
        .extracting(RulesDiagnostic::toString)
        .anyMatch(line -> line.startsWith("line 2, column 2: this is not YAML"));
  }

  @Test
  void the_samples_are_without_mistakes() throws InvalidRulesException {
    assertThat(RulesSamples.names().sorted().toList()).isEqualTo(RulesSamples.files());
    for (var name : RulesSamples.files()) {
      assertThat(RulesFile.read(RulesSamples.text(name)).rules().reviews()).isNotEmpty();
    }
  }
}
