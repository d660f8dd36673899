package io.proofline.workers.thumbnail;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiHttpClient;
import io.proofline.workers.call.PriorityRateLimiter;
import io.proofline.workers.call.RedirectFollower;
import io.proofline.workers.call.ResponseLimits;
import io.proofline.workers.files.Spool;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.PhotoShelterErrorClassifier;
import io.proofline.workers.photoshelter.PhotoShelterProperties;
import io.proofline.workers.switches.SwitchTable;
import io.proofline.workers.work.Clocks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires the endpoint of thumbnails and its own HTTP client. */
@Configuration(proxyBeanMethods = false)
class ThumbnailConfiguration {

  /** A picture of 1,600 pixels has less than a tenth of it. */
  static final DataSize MAX_BYTES = DataSize.ofMegabytes(8);

  @Bean
  ApiHttpClient thumbnailClient(PhotoShelterProperties library) {
    return new ApiHttpClient(
        Api.PHOTOSHELTER,
        new PhotoShelterErrorClassifier(),
        library.connectTimeout(),
        PriorityRateLimiter.unlimited(Api.PHOTOSHELTER),
        new ResponseLimits(MAX_BYTES, MAX_BYTES, ""));
  }

  @Bean
  RouterFunction<ServerResponse> thumbnailEndpoint(
      ThumbnailSettings settings,
      PhotoShelterProperties properties,
      PhotoShelterClient library,
      ApiHttpClient thumbnailClient,
      Spool spool,
      SwitchTable switches,
      Clocks clocks) {
    var images =
        new RedirectFollower(Api.PHOTOSHELTER, thumbnailClient, properties.downloadPolicy());
    var reader = new ThumbnailReader(library, images, spool, settings.within(), clocks);
    return new ThumbnailEndpoint(settings, reader, switches).routes();
  }
}
