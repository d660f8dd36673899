package io.proofline.sandbox.photoshelter;

import java.time.Duration;
import java.time.ZoneId;

/**
 * Where the public sources are silent, one named switch each; the defaults are the safest
 * assumptions.
 *
 * @param searchLag how long {@code /media} and {@code /search} lag behind
 * @param sessionIdle a session that is silent for so long ends
 * @param sessionsPerUser the oldest session ends when one more begins
 * @param accountZone the zone of v3's dates
 * @param iptcPatch how PATCH of IPTC wants its fields
 * @param iptcEditMovesModified whether an IPTC edit moves {@code modified_at} of the file
 * @param iptcEditChangesFileSize whether an IPTC edit changes {@code file_size}
 * @param downloadEmbeds whether downloads carry IPTC edits where the call does not say
 * @param membershipMovesGalleryModified whether putting a file in moves the gallery's date
 * @param keywordsAsList whether v4 shows keywords as a list and not as one text with commas
 * @param windowEndsInclusive whether {@code *_start} and {@code *_end} include their own second
 * @param uploadedUpdatedSpelling whether v4 spells the dates {@code uploaded_at, updated_at}
 * @param v3Joins where a gallery page puts {@code Iptc} and {@code ImageLink}; the sources show
 *     both
 * @param v3ErrorsAs200 whether v3 errors come with HTTP 200
 * @param errorsAsObject whether v4 {@code errors} is an object and not a list
 * @param lastPage pages beyond it are refused
 */
public record PhotoShelterSettings(
    Duration searchLag,
    Duration sessionIdle,
    int sessionsPerUser,
    ZoneId accountZone,
    IptcPatch iptcPatch,
    boolean iptcEditMovesModified,
    boolean iptcEditChangesFileSize,
    boolean downloadEmbeds,
    boolean membershipMovesGalleryModified,
    boolean keywordsAsList,
    boolean windowEndsInclusive,
    boolean uploadedUpdatedSpelling,
    V3Joins v3Joins,
    boolean v3ErrorsAs200,
    boolean errorsAsObject,
    int lastPage) {

  /** How PATCH of IPTC wants its fields. */
  public enum IptcPatch {
    JSON,
    FORM,
    QUERY
  }

  /** Where a gallery page of v3 puts what {@code extend} asks for beside the image. */
  public enum V3Joins {
    IN_IMAGE,
    BESIDE_IMAGE,
    BOTH
  }

  /** Everything as the fact sheet's safest assumptions have it. */
  public static PhotoShelterSettings defaults() {
    return new PhotoShelterSettings(
        Duration.ZERO,
        Duration.ofHours(2),
        20,
        ZoneId.of("America/New_York"),
        IptcPatch.JSON,
        true,
        false,
        false,
        false,
        false,
        true,
        false,
        V3Joins.BOTH,
        false,
        false,
        999);
  }

  public PhotoShelterSettings withSearchLag(Duration lag) {
    return new PhotoShelterSettings(
        lag,
        sessionIdle,
        sessionsPerUser,
        accountZone,
        iptcPatch,
        iptcEditMovesModified,
        iptcEditChangesFileSize,
        downloadEmbeds,
        membershipMovesGalleryModified,
        keywordsAsList,
        windowEndsInclusive,
        uploadedUpdatedSpelling,
        v3Joins,
        v3ErrorsAs200,
        errorsAsObject,
        lastPage);
  }

  public PhotoShelterSettings withSessionIdle(Duration idle) {
    return new PhotoShelterSettings(
        searchLag,
        idle,
        sessionsPerUser,
        accountZone,
        iptcPatch,
        iptcEditMovesModified,
        iptcEditChangesFileSize,
        downloadEmbeds,
        membershipMovesGalleryModified,
        keywordsAsList,
        windowEndsInclusive,
        uploadedUpdatedSpelling,
        v3Joins,
        v3ErrorsAs200,
        errorsAsObject,
        lastPage);
  }

  public PhotoShelterSettings withIptcPatch(IptcPatch encoding) {
    return new PhotoShelterSettings(
        searchLag,
        sessionIdle,
        sessionsPerUser,
        accountZone,
        encoding,
        iptcEditMovesModified,
        iptcEditChangesFileSize,
        downloadEmbeds,
        membershipMovesGalleryModified,
        keywordsAsList,
        windowEndsInclusive,
        uploadedUpdatedSpelling,
        v3Joins,
        v3ErrorsAs200,
        errorsAsObject,
        lastPage);
  }
}
