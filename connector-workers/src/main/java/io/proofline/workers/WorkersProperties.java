package io.proofline.workers;

import io.proofline.http.HttpServerSettings;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Secret;
import io.proofline.workers.photoshelter.PhotoShelterProperties;
import io.proofline.workers.ziflow.ZiflowProperties;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the workers, {@code proofline.workers.*}.
 *
 * @param account name of the installation
 * @param port of the file endpoint and of health
 * @param instanceId unique among the workers, and the same after a restart
 * @param spoolSize most bytes of files under review on disk; the oldest are deleted first
 * @param filesUrl public address of this service, as Ziflow reaches it
 * @param filesSecret signs the addresses of files; the same for all instances that share an
 *     address. Read at the start
 * @param peerUrl address of this instance's file endpoint as the other instances reach it, such as
 *     http://workers-1:8083; null for an instance that is alone. With it any instance behind {@code
 *     filesUrl} answers for the files of all
 * @param thumbnailToken that the console sends for thumbnails; null for no thumbnails. At least 16
 *     characters
 * @param personKey key of the ids of people; the same in all services, and never changed
 * @param concurrency steps in flight at once; each API gets at most half of them
 * @param rulesName name of the set of rules
 * @param containerCache how long the id of a container is cached
 * @param apiStateEvery the state of each API is written to its topic at the latest after this time
 *     without a change
 * @param stopWithin how long a stop waits for steps in flight
 * @param http limits of the HTTP servers
 */
@Validated
@ConfigurationProperties(prefix = "proofline.workers", ignoreUnknownFields = false)
public record WorkersProperties(
    @NotBlank @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,30}") String account,
    @Min(0) @Max(65_535) int port,
    @NotNull KafkaConnection kafka,
    @NotBlank @Pattern(regexp = "[A-Za-z0-9._-]{1,60}") String instanceId,
    @NotNull Path spoolDir,
    @DefaultValue("2GB") DataSize spoolSize,
    @NotNull URI filesUrl,
    Secret filesSecret,
    @Nullable URI peerUrl,
    @Nullable Secret thumbnailToken,
    @NotNull PersonKey personKey,
    @DefaultValue("16") @Min(6) @Max(1_000) int concurrency,
    @DefaultValue("default") String rulesName,
    @DefaultValue("5s") Duration stopWithin,
    @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration apiStateEvery,
    @DefaultValue("5m") Duration containerCache,
    @Valid @NotNull ZiflowProperties ziflow,
    @Valid @NotNull PhotoShelterProperties photoshelter,
    @Valid @DefaultValue LookUp lookUp,
    @Valid @DefaultValue Repeat repeat,
    @Valid @DefaultValue Waiting waiting,
    @Valid @DefaultValue Poll poll,
    @DefaultValue HttpServerSettings http) {

  private static final int SHORTEST_SECRET = 16;
  private static final int MAX_PEER_URL = 300;

  /**
   * Settings that keep creating calls from being repeated.
   *
   * @param leaveWithin the call is sent within this time after its entry in the ledger, or not at
   *     all
   * @param afterTakeOver delay before the first look-up of a call that an earlier owner started;
   *     unset for leave-within plus Ziflow's call time-out
   * @param waits one look-up after each, before the call is repeated
   */
  public record LookUp(
      @DefaultValue("10s") Duration leaveWithin,
      @Nullable Duration afterTakeOver,
      @DefaultValue({"5s", "15s", "60s"}) @NotEmpty List<Duration> waits) {}

  /**
   * Retries of a failed step.
   *
   * @param attempts failed attempts before the command is dead
   * @param first delay after the first failed attempt, doubled for each further one
   * @param most longest delay
   */
  public record Repeat(
      @DefaultValue("8") @Min(1) @Max(100) int attempts,
      @DefaultValue("2s") Duration first,
      @DefaultValue("2m") Duration most) {}

  /**
   * How long a circuit breaker stays open if its API names no time.
   *
   * @param first first time, doubled for each further opening
   * @param most longest time
   */
  public record Waiting(@DefaultValue("5s") Duration first, @DefaultValue("1m") Duration most) {}

  /**
   * Settings of the library poller.
   *
   * @param every interval of polls for changes
   * @param overlap a window of changes begins this long before the end of the last one
   * @param since assets changed from that day on (UTC) are read first, the others beside; null for
   *     the whole library at once
   * @param passPerMinute most assets that passes over the library read per minute; 0 for as many as
   *     the share of calls allows
   * @param fullEvery interval of passes over the whole library
   * @param wholeEvery interval of full passes that read every asset, also those that listings of
   *     galleries show as unchanged
   * @param galleriesEvery interval of walks of all galleries, and of look-ups of the watched ones'
   *     ids
   * @param missingGrace how long a 404 for an asset is ignored, since the API may lag
   * @param purgedAfter age in the trash after which an asset counts as purged, if the trash can't
   *     be listed
   */
  public record Poll(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("60s") Duration every,
      @DefaultValue("15m") Duration overlap,
      @Nullable LocalDate since,
      @DefaultValue("0") @Min(0) int passPerMinute,
      @DefaultValue("24h") Duration fullEvery,
      @DefaultValue("30d") Duration wholeEvery,
      @DefaultValue("5m") Duration galleriesEvery,
      @DefaultValue("60s") Duration missingGrace,
      @DefaultValue("90d") Duration purgedAfter) {

    /** {@link #since} as a time. */
    @Nullable Instant from() {
      return since == null ? null : since.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    public Poll {
      if (every.isZero() || every.isNegative()) {
        throw new IllegalArgumentException(
            "proofline.workers.poll.every (%s) must be positive".formatted(every));
      }
      if (fullEvery.compareTo(every) < 0) {
        throw new IllegalArgumentException(
            "proofline.workers.poll.full-every (%s) must not be shorter than every (%s)"
                .formatted(fullEvery, every));
      }
    }
  }

  public WorkersProperties {
    filesSecret =
        Secret.required("proofline.workers.files-secret", filesSecret)
            .withFormat(
                "proofline.workers.files-secret",
                text -> text.length() >= SHORTEST_SECRET,
                "must have at least %d characters".formatted(SHORTEST_SECRET));
    if (thumbnailToken != null) {
      thumbnailToken =
          thumbnailToken.withFormat(
              "proofline.workers.thumbnail-token",
              text -> text.length() >= SHORTEST_SECRET,
              "must have at least %d characters".formatted(SHORTEST_SECRET));
    }
    if (filesUrl != null && filesUrl.getHost() == null) {
      throw new IllegalArgumentException(
          "proofline.workers.files-url must be the file endpoint's public address, such as"
              + " https://files.example.com");
    }
    if (peerUrl != null && !isPlainBaseAddress(peerUrl)) {
      throw new IllegalArgumentException(
          "proofline.workers.peer-url must be an http address without path, query and user, such as"
              + " http://workers-1:8083");
    }
    if (lookUp.afterTakeOver() != null
        && lookUp.afterTakeOver().compareTo(lookUp.leaveWithin()) < 0) {
      throw new IllegalArgumentException(
          "proofline.workers.look-up.after-take-over (%s) must not be shorter than leave-within (%s)"
              .formatted(lookUp.afterTakeOver(), lookUp.leaveWithin()));
    }
  }

  private static boolean isPlainBaseAddress(URI address) {
    return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
        && address.getHost() != null
        && address.getUserInfo() == null
        && address.getQuery() == null
        && (address.getPath() == null || address.getPath().matches("/?"))
        && address.toString().length() <= MAX_PEER_URL;
  }

  /** How long a new owner waits before it looks up a call that an earlier owner started. */
  Duration recoveryDelay() {
    var configured = lookUp.afterTakeOver();
    return configured == null ? lookUp.leaveWithin().plus(ziflow.callTimeout()) : configured;
  }
}
