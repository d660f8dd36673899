package io.proofline.workers.photoshelter;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.RetryingReads;
import io.proofline.workers.photoshelter.Readings.Rows;

/**
 * Whole pages of galleries with the texts of their images, for whoever wants to know which images
 * are as they were without asking for each. Images alone: v3 has no such listing of other files
 * that was seen at work.
 */
public final class GalleryRows {

  /** Images that one page may show. */
  public static final int PAGE = PhotoShelterV3.PAGE;

  private final PhotoShelterV3 v3;
  private final RetryingReads retries;
  private final Rows reading;

  public GalleryRows(PhotoShelterV3 v3, RetryingReads retries, Rows reading) {
    this.v3 = v3;
    this.retries = retries;
    this.reading = reading;
  }

  /** Whether they are asked for at all. */
  public boolean areAsked() {
    return reading == Rows.V3;
  }

  /**
   * A page, from 1.
   *
   * @param custom whether custom fields shall be part of what the rows show
   */
  public CallResult<RowPage> page(String gallery, int page, boolean custom) {
    return retries.execute(() -> v3.rows(gallery, page, custom));
  }
}
