package io.proofline.workers.photoshelter;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.RetryingReads;
import io.proofline.workers.photoshelter.ApiAssumptions.GalleryListingUse;

/**
 * Whole pages of galleries with the texts of their images, for callers that need to know which
 * images are as they were without asking for each. Images alone: v3 has no such listing of other
 * files that was seen at work.
 */
public final class GalleryListings {

  /** Images that one page may show. */
  public static final int PAGE_SIZE = PhotoShelterV3Client.PAGE_SIZE;

  private final PhotoShelterV3Client v3;
  private final RetryingReads retries;
  private final GalleryListingUse use;

  public GalleryListings(
      PhotoShelterV3Client v3, RetryingReads retries, GalleryListingUse reading) {
    this.v3 = v3;
    this.retries = retries;
    this.use = reading;
  }

  /** Whether they are asked for at all. */
  public boolean isEnabled() {
    return use == GalleryListingUse.V3;
  }

  /**
   * A page, from 1.
   *
   * @param custom whether custom fields shall be part of what the rows show
   */
  public CallResult<GalleryListingPage> page(String gallery, int page, boolean custom) {
    return retries.execute(() -> v3.listGallery(gallery, page, custom));
  }
}
