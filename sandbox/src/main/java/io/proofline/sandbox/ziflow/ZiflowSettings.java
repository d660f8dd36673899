package io.proofline.sandbox.ziflow;

import java.time.Duration;

/**
 * Where the public sources are silent, one named switch each; the defaults are the safest
 * assumptions.
 *
 * @param edition what the account may do; Pro by default, as whatever works there works above it
 * @param signature how webhooks are signed where a key exists
 * @param pace how webhooks are tried
 * @param searchLag how long {@code /proofs/search} lags behind
 * @param searchIgnoresCase whether a searched {@code pass_through_value} or name matches in any
 *     case
 * @param createAnswer the body of a successful create
 * @param refusal the status for what an edition or a lock forbids
 * @param lockedHidesDownload whether {@code download_link} is null on a locked proof
 * @param versionsInheritPassThrough whether a version that a person uploads keeps the {@code
 *     pass_through_value}
 * @param fetchLimit how long fetching an input may take
 */
public record ZiflowSettings(
    Edition edition,
    SignatureMode signature,
    WebhookPace pace,
    Duration searchLag,
    boolean searchIgnoresCase,
    CreateAnswer createAnswer,
    int refusal,
    boolean lockedHidesDownload,
    boolean versionsInheritPassThrough,
    Duration fetchLimit) {

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

    int stages() {
      return stages;
    }
  }

  /** The body of a successful create. */
  public enum CreateAnswer {
    ID,
    PROOF_ID,
    LIST
  }

  /** Everything as the fact sheet's safest assumptions have it. */
  public static ZiflowSettings defaults() {
    return new ZiflowSettings(
        Edition.PRO,
        SignatureMode.PLAIN_SHA256,
        WebhookPace.documented(),
        Duration.ZERO,
        false,
        CreateAnswer.ID,
        403,
        true,
        false,
        Duration.ofSeconds(30));
  }

  public ZiflowSettings withSignature(SignatureMode mode) {
    return new ZiflowSettings(
        edition,
        mode,
        pace,
        searchLag,
        searchIgnoresCase,
        createAnswer,
        refusal,
        lockedHidesDownload,
        versionsInheritPassThrough,
        fetchLimit);
  }

  public ZiflowSettings withPace(WebhookPace tried) {
    return new ZiflowSettings(
        edition,
        signature,
        tried,
        searchLag,
        searchIgnoresCase,
        createAnswer,
        refusal,
        lockedHidesDownload,
        versionsInheritPassThrough,
        fetchLimit);
  }

  public ZiflowSettings withEdition(Edition bought) {
    return new ZiflowSettings(
        bought,
        signature,
        pace,
        searchLag,
        searchIgnoresCase,
        createAnswer,
        refusal,
        lockedHidesDownload,
        versionsInheritPassThrough,
        fetchLimit);
  }

  public ZiflowSettings withSearchLag(Duration lag) {
    return new ZiflowSettings(
        edition,
        signature,
        pace,
        lag,
        searchIgnoresCase,
        createAnswer,
        refusal,
        lockedHidesDownload,
        versionsInheritPassThrough,
        fetchLimit);
  }
}
