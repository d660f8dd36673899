package io.proofline.workers.photoshelter;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiCredentials;
import io.proofline.workers.call.MicrometerCallMetrics;
import io.proofline.workers.call.PriorityRateLimiter;
import io.proofline.workers.files.Spool;
import io.proofline.workers.rules.RulesTable;
import io.proofline.workers.work.Clocks;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the clients of PhotoShelter's APIs and the workers of their commands. */
@Configuration(proxyBeanMethods = false)
class PhotoShelterConfiguration {

  private final PhotoShelterProperties settings;

  PhotoShelterConfiguration(PhotoShelterProperties settings) {
    this.settings = settings;
  }

  @Bean
  ApiCredentials libraryCredentials() {
    return new ApiCredentials(Api.PHOTOSHELTER, settings.credentials());
  }

  /** All clients of PhotoShelter share it. */
  @Bean
  PriorityRateLimiter libraryRateLimiter(MicrometerCallMetrics metrics, Clocks clocks) {
    return metrics.registerGauges(
        new PriorityRateLimiter(Api.PHOTOSHELTER, settings.limits(), clocks.nanos(), metrics));
  }

  @Bean
  PhotoShelterClient photoShelter(
      @Qualifier("libraryRateLimiter") PriorityRateLimiter rateLimiter) {
    return new PhotoShelterClient(settings, rateLimiter);
  }

  @Bean
  PhotoShelterV3Client photoShelterV3(
      @Qualifier("libraryRateLimiter") PriorityRateLimiter rateLimiter) {
    return new PhotoShelterV3Client(settings, rateLimiter);
  }

  @Bean
  GalleryContainerApi galleries(PhotoShelterClient library, PhotoShelterV3Client v3) {
    return new GalleryContainerApi(library, v3, settings.readings());
  }

  @Bean
  GalleryPathCache galleryPaths(PhotoShelterClient library, Clocks clocks) {
    return new GalleryPathCache(library, settings.pathCache(), clocks.clock());
  }

  @Bean
  SnapshotReader snapshots(PhotoShelterClient library, GalleryPathCache paths, Clocks clocks) {
    return new SnapshotReader(library, paths, clocks.clock());
  }

  @Bean
  ReadAssetWorker readAsset(
      SnapshotReader snapshots, RulesTable rules, SnapshotSettings snapshotSettings) {
    return new ReadAssetWorker(snapshots, rules, snapshotSettings.missingGrace());
  }

  @Bean
  WriteFieldsWorker writeFields(PhotoShelterClient library) {
    return new WriteFieldsWorker(library, settings.readings());
  }

  @Bean
  DropKeywordsWorker dropKeywords(PhotoShelterClient library) {
    return new DropKeywordsWorker(library, settings.readings());
  }

  @Bean
  EnterGalleryWorker enterGallery(PhotoShelterClient library) {
    return new EnterGalleryWorker(library);
  }

  @Bean
  LeaveGalleryWorker leaveGallery(PhotoShelterClient library) {
    return new LeaveGalleryWorker(library);
  }

  @Bean
  FileFinalWorker fileFinal(
      ProofFileSource proofs, PhotoShelterClient library, PhotoShelterV3Client v3, Spool spool) {
    return new FileFinalWorker(proofs, library, v3, spool, settings);
  }

  @Bean
  FingerprintWorker fingerprint(PhotoShelterClient library, Spool spool) {
    return new FingerprintWorker(library, spool);
  }
}
