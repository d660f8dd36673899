package io.proofline.workers.photoshelter;

import io.proofline.schemas.Secret;
import io.proofline.workers.call.ApiLimits;
import io.proofline.workers.call.Credentials;
import io.proofline.workers.call.DownloadPolicy;
import io.proofline.workers.call.ResponseLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the connection to PhotoShelter. Assumptions about open questions of its public
 * documentation are settings here or in {@link ApiAssumptions}; the client's comments name the
 * questions.
 *
 * @param baseUrl address of v4 with the version, without a slash at its end
 * @param apiKey if it is read from a file, it may be replaced while the workers run, as may {@code
 *     password} and {@code v3ApiKey}
 * @param email address of a service user without second factor
 * @param organizationStep how the organization's id is sent after the login
 * @param iptcEncoding how changed fields are sent
 * @param mediaFilters whether the filters of {@code /media} work: PROBE asks once with a window
 *     that can contain no file
 * @param pageSize items per page
 * @param mostPages pages of one listing; a window that needs more is split
 * @param pathCache how long a gallery's path is cached
 * @param assetUrl address of an asset's page for people, with {@code {id}} for its id. Open
 *     question: the address of an asset's page is not in the public material; the default is a
 *     guess
 * @param v3BaseUrl address of v3, which accepts uploads, without a slash at its end
 * @param v3ApiKey unset if it is the same as {@code apiKey}
 * @param uploadTimeout for the upload of one file
 * @param readings assumptions about other open questions
 * @param callsPerSecond requests per second of this instance, over all its commands and the poller
 * @param inFlight concurrent requests
 * @param maxAnswerSize maximum of bytes of a JSON answer or an error
 * @param maxDownloadSize maximum of bytes of a file
 * @param downloadHosts further hosts that files are downloaded from, though they are not public or
 *     have no TLS
 */
public record PhotoShelterProperties(
    @DefaultValue("https://www.photoshelter.com/psapi/v4.0") URI baseUrl,
    Secret apiKey,
    @NotBlank String email,
    Secret password,
    @NotBlank String organizationId,
    @DefaultValue("3s") Duration connectTimeout,
    @DefaultValue("30s") Duration callTimeout,
    @DefaultValue("10m") Duration downloadTimeout,
    @DefaultValue("FORM") OrganizationStep organizationStep,
    @DefaultValue("JSON") IptcEncoding iptcEncoding,
    @DefaultValue("PROBE") MediaFilters mediaFilters,
    @DefaultValue("100") @Min(1) @Max(500) int pageSize,
    @DefaultValue("900") @Min(1) @Max(999) int mostPages,
    @DefaultValue("5m") Duration pathCache,
    @DefaultValue("https://www.photoshelter.com/library/asset/{id}") @NotBlank String assetUrl,
    @DefaultValue("https://www.photoshelter.com/psapi/v3") URI v3BaseUrl,
    @Nullable Secret v3ApiKey,
    @DefaultValue("10m") Duration uploadTimeout,
    @DefaultValue ApiAssumptions readings,
    @DefaultValue("2") @Positive double callsPerSecond,
    @DefaultValue("4") @Min(ApiLimits.MIN_IN_FLIGHT) int inFlight,
    @DefaultValue("16MB") DataSize maxAnswerSize,
    @DefaultValue("10GB") DataSize maxDownloadSize,
    @DefaultValue List<String> downloadHosts) {

  private static final String PREFIX = "proofline.workers.photoshelter.";

  /** Forms of the organization step's body. */
  public enum OrganizationStep {
    FORM,
    JSON
  }

  /** Forms of an IPTC change: flat JSON, JSON:API, a form body, or the query. */
  public enum IptcEncoding {
    JSON,
    JSON_API,
    FORM,
    QUERY
  }

  /** Whether filtered listings are used. */
  public enum MediaFilters {
    PROBE,
    ON,
    OFF
  }

  public PhotoShelterProperties {
    apiKey = Secret.required(PREFIX + "api-key", apiKey);
    password = Secret.required(PREFIX + "password", password);
    v3ApiKey = v3ApiKey == null ? null : Secret.required(PREFIX + "v3-api-key", v3ApiKey);
    if (connectTimeout.compareTo(callTimeout) > 0) {
      throw new IllegalArgumentException(
          "proofline.workers.photoshelter.connect-timeout (%s) must not exceed call-timeout (%s)"
              .formatted(connectTimeout, callTimeout));
    }
  }

  /** The key of v3: keys of the two versions may differ. */
  Secret effectiveV3ApiKey() {
    return v3ApiKey == null ? apiKey : v3ApiKey;
  }

  /** Without the user's address and the secrets. */
  @Override
  public String toString() {
    return ("PhotoShelterProperties[baseUrl=%s, organizationId=%s, organizationStep=%s,"
            + " iptcEncoding=%s, mediaFilters=%s, v3BaseUrl=%s, %s]")
        .formatted(
            baseUrl,
            organizationId,
            organizationStep,
            iptcEncoding,
            mediaFilters,
            v3BaseUrl,
            readings);
  }

  /** The credentials of this API. */
  public Credentials credentials() {
    return Credentials.of(apiKey, password, effectiveV3ApiKey());
  }

  /** The most bytes of a response. */
  ResponseLimits responseLimits() {
    return new ResponseLimits(maxAnswerSize, maxDownloadSize, PREFIX);
  }

  /** Where files are downloaded from. */
  public DownloadPolicy downloadPolicy() {
    return new DownloadPolicy(baseUrl, downloadHosts, PREFIX + "download-hosts");
  }

  /** The rate and concurrency limits of this API. */
  public ApiLimits limits() {
    return new ApiLimits(callsPerSecond, inFlight);
  }
}
