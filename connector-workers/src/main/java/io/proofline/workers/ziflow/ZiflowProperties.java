package io.proofline.workers.ziflow;

import io.proofline.schemas.Secret;
import io.proofline.workers.call.ApiLimits;
import io.proofline.workers.call.Credentials;
import io.proofline.workers.call.DownloadPolicy;
import io.proofline.workers.call.ResponseLimits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the connection to Ziflow.
 *
 * @param baseUrl with the version, without a slash at its end
 * @param apiKey of a user who may create and read proofs; if it is read from a file, it may be
 *     replaced while the workers run
 * @param downloadTimeout for the download of a proof's file
 * @param missingGrace how long a 404 for a proof is ignored, since Ziflow may not know a new proof
 *     yet
 * @param forbiddenMeans whether a 403 concerns the one request or our key
 * @param downloadKey to which file links our key is sent
 * @param searchLag how far a search may lag behind a read by id; Ziflow does not document it (open
 *     question). A proof is read by a shared search only if it was last read, and its command
 *     issued, at least this long ago. A very long time makes every proof be read by itself
 * @param callsPerSecond requests per second of this instance, over all its commands and the poller
 * @param inFlight concurrent requests
 * @param maxAnswerSize most bytes of an answer in JSON or of an error
 * @param maxDownloadSize most bytes of a proof's file
 * @param downloadHosts further hosts that files are downloaded from, though they are not public or
 *     have no TLS
 * @param unsupportedTypes media types of files of which Ziflow can make no proof
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
    @DefaultValue("4") @Min(ApiLimits.MIN_IN_FLIGHT) int inFlight,
    @DefaultValue("16MB") DataSize maxAnswerSize,
    @DefaultValue("10GB") DataSize maxDownloadSize,
    @DefaultValue List<String> downloadHosts,
    @DefaultValue({"text/*", "application/json", "application/xml", "image/svg+xml"})
        List<String> unsupportedTypes) {

  /** The object of a 403: the one request, or our key. */
  public enum ForbiddenMeans {
    REQUEST,
    ACCESS
  }

  /** Where a file link needs our key: at the API's own host only, or at any host. */
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

  /** The credentials of this API. */
  public Credentials credentials() {
    return Credentials.of(apiKey);
  }

  /** The most bytes of a response. */
  ResponseLimits responseLimits() {
    return new ResponseLimits(maxAnswerSize, maxDownloadSize, "proofline.workers.ziflow.");
  }

  /** Where files are downloaded from. */
  DownloadPolicy downloadPolicy() {
    return new DownloadPolicy(baseUrl, downloadHosts, "proofline.workers.ziflow.download-hosts");
  }

  /** The rate and concurrency limits of this API. */
  public ApiLimits limits() {
    return new ApiLimits(callsPerSecond, inFlight);
  }
}
