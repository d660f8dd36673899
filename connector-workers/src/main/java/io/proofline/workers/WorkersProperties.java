package io.proofline.workers;

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
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the workers, {@code proofline.workers.*}.
 *
 * @param account name of the installation
 * @param port of the file door and of health
 * @param instanceId unique among the workers, and the same after a restart
 * @param spoolSize bytes that files under review may take on disk; the oldest go first
 * @param filesUrl public address of this service, as Ziflow reaches it
 * @param filesSecret signs the addresses of files; the same for all instances that share an
 *     address. Read at the start
 * @param personKey makes ids of people; the same in all services, and never changed
 * @param concurrency calls under way at once; each API gets at most half of them
 * @param rulesName which set of rules
 * @param containerCache how long the id of a container is believed
 * @param stopWithin how long a stop waits for calls under way
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
    @NotNull PersonKey personKey,
    @DefaultValue("16") @Min(6) @Max(1_000) int concurrency,
    @DefaultValue("default") String rulesName,
    @DefaultValue("5s") Duration stopWithin,
    @DefaultValue("5m") Duration containerCache,
    @Valid @NotNull ZiflowProperties ziflow,
    @Valid @NotNull PhotoShelterProperties photoshelter,
    @Valid @DefaultValue LookUp lookUp,
    @Valid @DefaultValue Repeat repeat,
    @Valid @DefaultValue Waiting waiting,
    @Valid @DefaultValue Poll poll) {

  private static final int SHORTEST_SECRET = 16;

  /**
   * How a call that creates is kept from being made twice.
   *
   * @param leaveWithin it leaves in this time after its entry in the ledger, or not at all
   * @param afterTakeOver first look-up of what a predecessor started; unset for leave-within plus
   *     Ziflow's call time-out
   * @param waits one look-up after each, before it is made again
   */
  public record LookUp(
      @DefaultValue("10s") Duration leaveWithin,
      @Nullable Duration afterTakeOver,
      @DefaultValue({"5s", "15s", "60s"}) @NotEmpty List<Duration> waits) {}

  /**
   * How a step that failed is tried again.
   *
   * @param attempts before its command goes to the dead letters
   */
  public record Repeat(
      @DefaultValue("8") @Min(1) @Max(100) int attempts,
      @DefaultValue("2s") Duration first,
      @DefaultValue("2m") Duration most) {}

  /** How long a lane rests when its API does not say. */
  public record Waiting(@DefaultValue("5s") Duration first, @DefaultValue("1m") Duration most) {}

  /**
   * How the library is polled.
   *
   * @param overlap windows of changes begin this much before the last one's end
   * @param since what was changed from that day on (UTC) is looked at first, the rest meanwhile;
   *     null for the whole library at once
   * @param passPerMinute files that passes over the library read a minute at most; 0 for as many as
   *     the share of calls allows
   * @param fullEvery between passes over the whole library
   * @param wholeEvery between full passes that read every asset, whatever rows of galleries show
   * @param galleriesEvery between walks of all galleries, and look-ups of the watched ones' ids
   * @param missingGrace how long an asset's 404 is not believed
   * @param purgedAfter when an asset in the trash is gone, where the trash can't be listed
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

    /** {@link #since}, as a point of time. */
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
    if (filesUrl != null && filesUrl.getHost() == null) {
      throw new IllegalArgumentException(
          "proofline.workers.files-url must be the file door's public address, such as"
              + " https://files.example.com");
    }
    if (lookUp.afterTakeOver() != null
        && lookUp.afterTakeOver().compareTo(lookUp.leaveWithin()) < 0) {
      throw new IllegalArgumentException(
          "proofline.workers.look-up.after-take-over (%s) must not be shorter than leave-within (%s)"
              .formatted(lookUp.afterTakeOver(), lookUp.leaveWithin()));
    }
  }

  /** How long a new owner waits before it looks up what its predecessor started. */
  Duration recoveryDelay() {
    var said = lookUp.afterTakeOver();
    return said == null ? lookUp.leaveWithin().plus(ziflow.callTimeout()) : said;
  }
}
