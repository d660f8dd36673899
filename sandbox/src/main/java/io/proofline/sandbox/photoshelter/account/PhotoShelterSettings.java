package io.proofline.sandbox.photoshelter.account;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The simulator's behaviour in questions that the public sources leave open; the defaults are the
 * safest assumptions.
 *
 * @param accountZone the zone of v3's dates
 * @param iptcPatch the encoding of fields that PATCH of IPTC accepts
 * @param v3Joins where a gallery page puts {@code Iptc} and {@code ImageLink}; the sources show
 *     both
 * @param enabled the switches that are on
 */
public record PhotoShelterSettings(
    ZoneId accountZone, IptcPatch iptcPatch, V3Joins v3Joins, Limits limits, Set<Switch> enabled) {

  public PhotoShelterSettings {
    enabled = Set.copyOf(enabled);
  }

  /** The encoding of fields that PATCH of IPTC accepts. */
  public enum IptcPatch {
    JSON,
    FORM,
    QUERY
  }

  /** Where a gallery page of v3 puts the records that {@code extend} requests for an image. */
  public enum V3Joins {
    IN_IMAGE,
    BESIDE_IMAGE,
    BOTH
  }

  /** A behaviour that the sources leave open and that is on or off. */
  public enum Switch {
    /** An IPTC edit moves {@code modified_at} of the file; on by default. */
    IPTC_EDIT_MOVES_MODIFIED(true),
    /** {@code *_start} and {@code *_end} include their own second; on by default. */
    WINDOW_ENDS_INCLUSIVE(true),
    /** An IPTC edit changes {@code file_size}. */
    IPTC_EDIT_CHANGES_FILE_SIZE(false),
    /** Downloads contain IPTC edits unless the call excludes them. */
    DOWNLOAD_EMBEDS(false),
    /** Adding a file to a gallery moves the gallery's {@code modified_at}. */
    MEMBERSHIP_MOVES_GALLERY_MODIFIED(false),
    /** v4 shows keywords as a list and not as one text with commas. */
    KEYWORDS_AS_LIST(false),
    /** v4 names the dates of files {@code uploaded_at} and {@code updated_at}. */
    UPLOADED_UPDATED_SPELLING(false),
    /** v3 errors have HTTP status 200. */
    V3_ERRORS_AS_200(false),
    /** v4 {@code errors} is an object and not a list. */
    ERRORS_AS_OBJECT(false),
    /** Sub-paths of v4 are spelled with underscores, {@code /child_count}, and not with hyphens. */
    UNDERSCORE_PATHS(false),
    /** v4 accepts files at {@code POST /media}. */
    V4_UPLOAD(false),
    /** v4 has versions of a file at {@code /media/{id}/versions}. */
    V4_VERSIONS(false),
    /** v4 accepts tags of custom fields at {@code PATCH /media/{id}/custom-metadata}. */
    CUSTOM_METADATA_WRITES(false),
    /** v4 accepts permissions at {@code POST …/permissions}. */
    PERMISSION_WRITES(false),
    /** v4 shows the personal library, which is empty, before the organization step. */
    PERSONAL_LIBRARY(false),
    /** v4 refuses calls over {@code callsPerMinute} with 429. */
    RATE_LIMIT_BINDS(false);

    private final boolean byDefault;

    Switch(boolean byDefault) {
      this.byDefault = byDefault;
    }
  }

  /**
   * Times and numbers.
   *
   * @param searchLag lag of {@code /media} and {@code /search} behind changes
   * @param sessionIdle time without calls after which a session ends
   * @param sessionsPerUser the greatest number of sessions of a user; the oldest ends when one more
   *     begins
   * @param tokenLife validity of an OAuth access token
   * @param callsPerMinute the limit that {@code meta.rate_limit} of v4 reports
   * @param lastPage the last page that is served; later ones are refused
   */
  public record Limits(
      Duration searchLag,
      Duration sessionIdle,
      int sessionsPerUser,
      Duration tokenLife,
      int callsPerMinute,
      int lastPage) {

    public Limits searchLag(Duration lag) {
      return new Limits(lag, sessionIdle, sessionsPerUser, tokenLife, callsPerMinute, lastPage);
    }

    public Limits sessionIdle(Duration idle) {
      return new Limits(searchLag, idle, sessionsPerUser, tokenLife, callsPerMinute, lastPage);
    }

    public Limits sessionsPerUser(int most) {
      return new Limits(searchLag, sessionIdle, most, tokenLife, callsPerMinute, lastPage);
    }

    public Limits tokenLife(Duration life) {
      return new Limits(searchLag, sessionIdle, sessionsPerUser, life, callsPerMinute, lastPage);
    }

    public Limits callsPerMinute(int calls) {
      return new Limits(searchLag, sessionIdle, sessionsPerUser, tokenLife, calls, lastPage);
    }

    public Limits lastPage(int last) {
      return new Limits(searchLag, sessionIdle, sessionsPerUser, tokenLife, callsPerMinute, last);
    }
  }

  /** The safest assumptions. */
  public static PhotoShelterSettings defaults() {
    var byDefault =
        Arrays.stream(Switch.values()).filter(each -> each.byDefault).collect(Collectors.toSet());
    return new PhotoShelterSettings(
        ZoneId.of("America/New_York"),
        IptcPatch.JSON,
        V3Joins.BOTH,
        new Limits(Duration.ZERO, Duration.ofHours(2), 20, Duration.ofHours(1), 60_000, 999),
        byDefault);
  }

  public boolean isEnabled(Switch requested) {
    return enabled.contains(requested);
  }

  /** A sub-path of v4 with the configured separator. */
  public String path(String hyphenated) {
    return isEnabled(Switch.UNDERSCORE_PATHS) ? hyphenated.replace('-', '_') : hyphenated;
  }

  public PhotoShelterSettings with(Switch... more) {
    var all = EnumSet.noneOf(Switch.class);
    all.addAll(enabled);
    all.addAll(List.of(more));
    return new PhotoShelterSettings(accountZone, iptcPatch, v3Joins, limits, all);
  }

  public PhotoShelterSettings without(Switch one) {
    var others = enabled.stream().filter(each -> each != one).collect(Collectors.toSet());
    return new PhotoShelterSettings(accountZone, iptcPatch, v3Joins, limits, others);
  }

  public PhotoShelterSettings with(IptcPatch encoding) {
    return new PhotoShelterSettings(accountZone, encoding, v3Joins, limits, enabled);
  }

  public PhotoShelterSettings with(V3Joins joins) {
    return new PhotoShelterSettings(accountZone, iptcPatch, joins, limits, enabled);
  }

  public PhotoShelterSettings with(Limits changed) {
    return new PhotoShelterSettings(accountZone, iptcPatch, v3Joins, changed, enabled);
  }

  public PhotoShelterSettings with(ZoneId zone) {
    return new PhotoShelterSettings(zone, iptcPatch, v3Joins, limits, enabled);
  }
}
