package io.proofline.console.page;

import static io.proofline.console.TopicFixture.envelope;

import io.proofline.audit.HashChain;
import io.proofline.console.TopicFixture;
import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.CollectionItem;
import io.proofline.schemas.avro.CollectionView;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.GalleryRef;
import io.proofline.schemas.avro.ItemStanding;
import io.proofline.schemas.avro.MediaType;
import io.proofline.schemas.avro.MemberView;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.ProofView;
import io.proofline.schemas.avro.PublicationView;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.RulesText;
import io.proofline.schemas.avro.StageView;
import io.proofline.schemas.avro.WaitsFor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Photographs in every state, with the names that people and attackers give them.
 *
 * <p>Longer than 300 lines because it has the records of each state.
 */
final class PagesFixture {

  static final String SCRIPT_NAME = "<script>document.title='owned'</script>.jpg";
  static final String LONG_NAME = "a".repeat(251) + ".jpg";
  static final String RIGHT_TO_LEFT_NAME = "صورة غروب الشمس ‮gpj.exe";
  static final String QUOTED_NAME = "\"><img src=x onerror=alert(1)>'&amp;.jpg";
  static final String COMMENT = "Sky <b>too</b> dark\u0001\u2028 & please </q><script>1</script>";
  static final String CAUSE = "Ziflow refused the call with 422: “folder <i>is</i> archived”";
  static final String COLLECTION = "Campaigns/Autumn 100% & <b>more";

  static final String RULES =
      """
      version: 1
      teams:
        brand: [ann@example.com]
        legal: [lena@example.com]
      select: { gallery: "Send to review" }
      reviews:
        - name: Campaign pictures
          when: { gallery: "Campaigns/**" }
          ask:
            - { stage: Brand, team: brand }
            - { stage: Legal, team: legal, after: Brand }
      proof: { owner: brand }
      """;

  private final TopicFixture topics;
  private final Instant now = Instant.now();
  private final Map<String, HashChain.Head> heads = new HashMap<>();

  PagesFixture(TopicFixture topics) {
    this.topics = topics;
  }

  void write() {
    topics.inTransaction(() -> {
      people();
      rules();
      sunset();
      failed("I2", "fig-in-red-bowl.jpg", 90);
      failed("I3", SCRIPT_NAME, 20);
      simple("I4", QUOTED_NAME, ReviewState.APPROVED);
      simple("I5", LONG_NAME, ReviewState.NEEDS_CHANGES);
      simple("I6", RIGHT_TO_LEFT_NAME, ReviewState.REJECTED);
      simple("I7", "paint-brushes.jpg", ReviewState.NOT_PICKED);
      simple("I8", "nul\uFFFD\u0007 name.tif", ReviewState.WITHDRAWN);
      untouched();
      overdue();
      held();
      for (int i = 10; i < 80; i++) {
        simple(
            "I" + i,
            "harvest-%03d.jpg".formatted(i),
            i % 3 == 0 ? ReviewState.APPROVED : ReviewState.IN_REVIEW);
      }
      collection();
    });
  }

  private void people() {
    send("p-ann", "Ann Brand");
    send("p-lena", "Lena Legal");
    send("p-x", "<img src=x onerror=alert(1)>");
  }

  private void send(String id, String name) {
    topics.send(topics.topics().people(), id, new Person(id, name, id + "@example.com", null));
  }

  private void rules() {
    var text = new RulesText(RULES, Map.of(), List.of(), List.of(), List.of());
    var pushedAt = now.minus(Duration.ofDays(3));
    topics.send(
        topics.topics().rules(),
        "default@0a1b2c3d4e5f",
        new RulesRecord("default", RulesKind.TEXT, "0a1b2c3d4e5f", pushedAt, text));
    topics.send(
        topics.topics().rules(),
        "default",
        new RulesRecord("default", RulesKind.POINTER, "0a1b2c3d4e5f", pushedAt, null));
    entry(
        "system",
        "rules_pushed",
        "p-ann",
        null,
        Map.of("name", "default", "version", "0a1b2c3d4e5f"),
        4000);
  }

  /** One that Brand has approved and Legal has, with comments. */
  private void sunset() {
    var legal =
        StageView.newBuilder(stage("Legal", "in_progress", "pending", "p-lena", null))
            .setActiveSince(now.minus(Duration.ofHours(30)))
            .setDueAt(now.plus(Duration.ofHours(5)))
            .build();
    topics.send(
        topics.topics().reviews(),
        "I1",
        review("I1", "summit-sunset.jpg", ReviewState.IN_REVIEW)
            .setVersion(2)
            .setProofId("P2")
            .setProofLink("https://ziflow.example/p/2")
            .setStages(List.of(stage("Brand", "completed", "approved", "p-ann", "approved"), legal))
            .setProofs(
                List.of(
                    proof("P0", 1, "rejected", "https://u:p@ziflow.example/0"),
                    proof("P1", 1, "needs_changes", "javascript:alert(1)"),
                    proof("P2", 2, null, "https://ziflow.example/p/2")))
            .setPublications(List.of(publication()))
            .setCollection(COLLECTION)
            .build());
    entry("I1", "requested", "p-ann", "select", Map.of("note", "n-reason"), 3000);
    topics.send(
        topics.topics().comments(),
        "n-reason",
        new Comment("n-reason", "I1", "p-ann", "Needed for <press>", now));
    entry("I1", "routed", null, "Campaign pictures", Map.of("stages", "Brand, Legal"), 2990);
    entry("I1", "proof_opened", null, "P1", Map.of("version", "1"), 2980);
    entry("I1", "comment", "p-x", "added", Map.of("note", "n-1"), 2000);
    topics.send(topics.topics().comments(), "n-1", new Comment("n-1", "I1", "p-x", COMMENT, now));
    entry("I1", "decision", "p-ann", "approved", Map.of("version", "2", "stage", "s-Brand"), 1800);
  }

  private void failed(String id, String name, int minutes) {
    topics.send(
        topics.topics().reviews(),
        id,
        review(id, name, ReviewState.STUCK)
            .setWaits(WaitsFor.DEAD_COMMAND)
            .setWaitsSince(now.minus(Duration.ofMinutes(minutes)))
            .setReason(CAUSE)
            .setNextStep("Restore the folder in Ziflow. Then: proofline stuck retry c-" + id)
            .setOpenCommands(
                List.of(
                    new OpenCommand(
                        "c-" + id,
                        CommandKind.CREATE_PROOF,
                        true,
                        CAUSE,
                        "Restore the folder",
                        3,
                        now.minus(Duration.ofMinutes(minutes)))))
            .build());
  }

  private void simple(String id, String name, ReviewState state) {
    topics.send(topics.topics().reviews(), id, review(id, name, state).build());
  }

  /** One that no rule is for, and that nothing has happened to. */
  private void untouched() {
    topics.send(
        topics.topics().reviews(),
        "I91",
        review("I91", "sketch.jpg", ReviewState.NOT_PICKED).setRule(null).build());
  }

  private void overdue() {
    topics.send(
        topics.topics().reviews(),
        "I9",
        review("I9", "two-friends.jpg", ReviewState.IN_REVIEW)
            .setWaits(WaitsFor.OVERDUE)
            .setWaitsSince(now.minus(Duration.ofDays(2)))
            .setReason("the deadline of stage 'Legal' has passed")
            .setNextStep("Remind its reviewers; https://ziflow.example/p/9")
            .setStages(List.of(stage("Legal", "in_progress", "pending", "p-x", null)))
            .build());
  }

  private void held() {
    topics.send(
        topics.topics().reviews(),
        "I90",
        review("I90", "listening-room.jpg", ReviewState.HELD)
            .setWaits(WaitsFor.HELD)
            .setWaitsSince(now.minus(Duration.ofMinutes(5)))
            .setReason("the hourly limit of proofs is reached")
            .setNextStep("proofline stuck go-ahead [N]")
            .build());
  }

  private void collection() {
    topics.send(
        topics.topics().collections(),
        COLLECTION,
        new CollectionView(envelope("c"), COLLECTION, false, 2, 3, 1, 2));
    for (var id : List.of("I1", "I2", "I4", "I6", "I9", "I12")) {
      topics.send(
          topics.topics().collectionItems(),
          COLLECTION + "\0" + id,
          new CollectionItem(
              envelope("i"), COLLECTION, id, ItemStanding.OPEN, ReviewState.IN_REVIEW, false));
    }
  }

  private ReviewView.Builder review(String id, String name, ReviewState state) {
    return TopicFixture.review(id, name, state)
        .setRule("Campaign pictures")
        .setRulesVersion("0a1b2c3d4e5f")
        .setUpdatedAt(now)
        .setAsset(
            AssetSnapshot.newBuilder()
                .setAssetId(id)
                .setFileName(name)
                .setReadingBeganAt(now)
                .setMediaType(MediaType.IMAGE)
                .setUploadedAt(now.minus(Duration.ofDays(4)))
                .setWidth(6000)
                .setHeight(4000)
                .setFileSize(2_100_000L)
                .setGalleries(
                    List.of(new GalleryRef("G1", "Campaigns/Autumn <b>Mountains</b>", List.of())))
                .setKeywords(List.of("mountain", "‏غروب", "</bdi>"))
                .setFields(Map.of("Credit", "\"Ada\" <ada@example.com>"))
                .build());
  }

  private static StageView stage(
      String name, String status, String summary, String person, @Nullable String decision) {
    return StageView.newBuilder()
        .setId("s-" + name)
        .setName(name)
        .setStatus(status)
        .setDecisionStatus(summary)
        .setMembers(
            List.of(
                MemberView.newBuilder()
                    .setReviewerId("r-" + person)
                    .setPersonId(person)
                    .setDecides(true)
                    .setDecision(decision)
                    .build()))
        .build();
  }

  private static ProofView proof(String id, int version, @Nullable String verdict, String link) {
    return ProofView.newBuilder()
        .setProofId(id)
        .setVersion(version)
        .setLiving(verdict == null)
        .setVerdict(verdict)
        .setLink(link)
        .build();
  }

  private static PublicationView publication() {
    return PublicationView.newBuilder()
        .setMediaId("I1")
        .setPath("Press kit/2026")
        .setAudience("everyone")
        .setInside(true)
        .setPurpose("published")
        .build();
  }

  private void entry(
      String asset,
      String kind,
      @Nullable String person,
      @Nullable String now,
      Map<String, String> details,
      int minutesAgo) {
    var at = this.now.minus(Duration.ofMinutes(minutesAgo));
    var entry =
        HashChain.append(
            heads.getOrDefault(asset, HashChain.Head.START),
            AuditEntry.newBuilder()
                .setAccount("demo")
                .setAssetId(asset)
                .setSequence(0)
                .setKind(kind)
                .setPersonId(person)
                .setRule(kind.equals("routed") ? now : null)
                .setNew$(now)
                .setDetails(details)
                .setOccurredAt(at)
                .setEnteredAt(at)
                .setCause("f-" + minutesAgo)
                .setSource("webhook")
                .setPrevious("")
                .setHash(""));
    heads.put(asset, new HashChain.Head(entry.getSequence(), entry.getHash()));
    topics.send(topics.topics().audit(), asset, entry);
  }
}
