package io.proofline.workers.ziflow;

import io.proofline.schemas.Secret;
import io.proofline.workers.call.ApiLimits;
import io.proofline.workers.call.Credentials;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Ziflow is asked.
 *
 * @param baseUrl with the version, without a slash at its end
 * @param apiKey of a user who may create and read proofs; in a file it may change
 * @param downloadTimeout for a proof's file
 * @param missingGrace how long a proof's 404 is not believed: right after its creation Ziflow may
 *     not know it yet
 * @param forbiddenMeans whether a 403 is about the one request or about our access
 * @param downloadKey which links to files are sent our key
 * @param searchLag how far a search may lag behind a reading. Open question: Ziflow says nothing of
 *     it. What is read with others was asked for, and seen before, at least so long ago; a very
 *     long time has each proof read by itself
 * @param callsPerSecond requests a second by this instance, over all its commands and the poller
 * @param inFlight requests at once
 */
public record ZiflowProperties(
    @DefaultValue("https://api.ziflow.io/v1") URI baseUrl,
    Secret apiKey,
    @DefaultValue("3s") Duration connectTimeout,
    @DefaultValue("20s") Duration callTimeout,
    @DefaultValue("10m") Duration downloadTimeout,
    @DefaultValue("60s") Duration missingGrace,
    @DefaultValue("REQUEST") ForbiddenMeans forbiddenMeans,
    @DefaultValue("API_HOST") DownloadKey downloadKey,
    @DefaultValue("60s") Duration searchLag,
    @DefaultValue("4") @Positive double callsPerSecond,
    @DefaultValue("4") @Min(ApiLimits.MIN_IN_FLIGHT) int inFlight) {

  /** Readings of a 403. */
  public enum ForbiddenMeans {
    REQUEST,
    ACCESS
  }

  /** Readings of whether a link to a file needs our key: at the API's own host, or anywhere. */
  public enum DownloadKey {
    API_HOST,
    ALWAYS
  }

  public ZiflowProperties {
    apiKey = Secret.required("proofline.workers.ziflow.api-key", apiKey);
    if (connectTimeout.compareTo(callTimeout) > 0) {
      throw new IllegalArgumentException(
          "proofline.workers.ziflow.connect-timeout (%s) must not exceed call-timeout (%s)"
              .formatted(connectTimeout, callTimeout));
    }
  }

  /** What opens it. */
  public Credentials credentials() {
    return Credentials.of(apiKey);
  }

  /** What this API may be asked. */
  public ApiLimits limits() {
    return new ApiLimits(callsPerSecond, inFlight);
  }
}
