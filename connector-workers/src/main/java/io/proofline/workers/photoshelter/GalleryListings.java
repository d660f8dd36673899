package io.proofline.workers.photoshelter;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.RetryingReads;
import io.proofline.workers.photoshelter.ApiAssumptions.GalleryListingUse;

/**
 * Lists whole pages of galleries with the texts of their images, to find unchanged images without a
 * read of each. Images only: no such listing of other files is known in v3.
 */
public final class GalleryListings {

  /** Most images of one page. */
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

  /** Whether the listings are used at all. */
  public boolean isEnabled() {
    return use == GalleryListingUse.V3;
  }

  /**
   * A page, from 1.
   *
   * @param custom whether the rows include custom fields
   */
  public CallResult<GalleryListingPage> page(String gallery, int page, boolean custom) {
    return retries.execute(() -> v3.listGallery(gallery, page, custom));
  }
}
