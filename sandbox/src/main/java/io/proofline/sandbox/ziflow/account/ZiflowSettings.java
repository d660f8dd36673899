package io.proofline.sandbox.ziflow.account;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The simulator's behaviour in questions that the public sources leave open, one named switch each;
 * the defaults are the safest assumptions.
 *
 * @param edition the edition of the account; Pro by default, because its calls work in higher
 *     editions too
 * @param signature signature scheme of webhooks with a signature key
 * @param pace the retry policy of webhooks
 * @param searchLag lag of {@code /proofs/search} behind changes
 * @param searchIgnoresCase whether a searched {@code pass_through_value} or name matches in any
 *     case
 * @param createAnswer the body of a successful create
 * @param refusal the status for calls that the edition or a lock forbids
 * @param lockedHidesDownload whether {@code download_link} is null on a locked proof
 * @param versionsInheritPassThrough whether a version that a person uploads keeps the {@code
 *     pass_through_value}
 * @param fetchLimit time-out for fetching an input
 * @param digest interval of hourly digests; that of daily ones is 24 times as long
 * @param lockedStagesTakeComments whether reviewers of a locked stage may still comment
 * @param stageNamesRequired whether a stage without a name is refused; else it is numbered
 * @param createdFolderInList whether a create of a folder answers a list with it
 */
public record ZiflowSettings(
    Edition edition,
    SignatureMode signature,
    WebhookRetryPolicy pace,
    Duration searchLag,
    boolean searchIgnoresCase,
    CreateAnswer createAnswer,
    int refusal,
    boolean lockedHidesDownload,
    boolean versionsInheritPassThrough,
    Duration fetchLimit,
    Duration digest,
    boolean lockedStagesTakeComments,
    boolean stageNamesRequired,
    boolean createdFolderInList) {

  /** Editions with the number of stages that a proof may have. */
  public enum Edition {
    FREE(1),
    STANDARD(2),
    PRO(3),
    ENTERPRISE(Integer.MAX_VALUE);

    private final int stages;

    Edition(int stages) {
      this.stages = stages;
    }

    public int stages() {
      return stages;
    }
  }

  /** The body of a successful create. */
  public enum CreateAnswer {
    ID,
    PROOF_ID,
    LIST
  }

  /** The safest assumptions. */
  public static ZiflowSettings defaults() {
    return new ZiflowSettings(
        Edition.PRO,
        SignatureMode.PLAIN_SHA256,
        WebhookRetryPolicy.documented(),
        Duration.ZERO,
        false,
        CreateAnswer.ID,
        403,
        true,
        false,
        Duration.ofSeconds(30),
        Duration.ofHours(1),
        false,
        false,
        false);
  }

  /** Refuses the call unless the account has the Enterprise edition. */
  public void checkEnterprise() {
    if (edition != Edition.ENTERPRISE) {
      throw new ZiflowApiException(refusal, "This needs the Enterprise edition");
    }
  }

  public ZiflowSettings withSignature(SignatureMode mode) {
    return edit(builder -> builder.signature = mode);
  }

  public ZiflowSettings withPace(WebhookRetryPolicy policy) {
    return edit(builder -> builder.pace = policy);
  }

  public ZiflowSettings withEdition(Edition newEdition) {
    return edit(builder -> builder.edition = newEdition);
  }

  public ZiflowSettings withSearchLag(Duration lag) {
    return edit(builder -> builder.searchLag = lag);
  }

  public ZiflowSettings withSearchIgnoringCase() {
    return edit(builder -> builder.searchIgnoresCase = true);
  }

  public ZiflowSettings withCreateAnswer(CreateAnswer answer) {
    return edit(builder -> builder.createAnswer = answer);
  }

  public ZiflowSettings withRefusal(int status) {
    return edit(builder -> builder.refusal = status);
  }

  public ZiflowSettings withDownloadsOfLocked() {
    return edit(builder -> builder.lockedHidesDownload = false);
  }

  public ZiflowSettings withInheritedPassThrough() {
    return edit(builder -> builder.versionsInheritPassThrough = true);
  }

  public ZiflowSettings withDigest(Duration period) {
    return edit(builder -> builder.digest = period);
  }

  public ZiflowSettings withCommentsOnLockedStages() {
    return edit(builder -> builder.lockedStagesTakeComments = true);
  }

  public ZiflowSettings withStageNamesRequired() {
    return edit(builder -> builder.stageNamesRequired = true);
  }

  public ZiflowSettings withCreatedFolderInList() {
    return edit(builder -> builder.createdFolderInList = true);
  }

  private ZiflowSettings edit(Consumer<Builder> edit) {
    var builder = new Builder(this);
    edit.accept(builder);
    return builder.build();
  }

  private static final class Builder {
    private Edition edition;
    private SignatureMode signature;
    private WebhookRetryPolicy pace;
    private Duration searchLag;
    private boolean searchIgnoresCase;
    private CreateAnswer createAnswer;
    private int refusal;
    private boolean lockedHidesDownload;
    private boolean versionsInheritPassThrough;
    private final Duration fetchLimit;
    private Duration digest;
    private boolean lockedStagesTakeComments;
    private boolean stageNamesRequired;
    private boolean createdFolderInList;

    Builder(ZiflowSettings was) {
      this.edition = was.edition;
      this.signature = was.signature;
      this.pace = was.pace;
      this.searchLag = was.searchLag;
      this.searchIgnoresCase = was.searchIgnoresCase;
      this.createAnswer = was.createAnswer;
      this.refusal = was.refusal;
      this.lockedHidesDownload = was.lockedHidesDownload;
      this.versionsInheritPassThrough = was.versionsInheritPassThrough;
      this.fetchLimit = was.fetchLimit;
      this.digest = was.digest;
      this.lockedStagesTakeComments = was.lockedStagesTakeComments;
      this.stageNamesRequired = was.stageNamesRequired;
      this.createdFolderInList = was.createdFolderInList;
    }

    ZiflowSettings build() {
      return new ZiflowSettings(
          edition,
          signature,
          pace,
          searchLag,
          searchIgnoresCase,
          createAnswer,
          refusal,
          lockedHidesDownload,
          versionsInheritPassThrough,
          fetchLimit,
          digest,
          lockedStagesTakeComments,
          stageNamesRequired,
          createdFolderInList);
    }
  }
}
