package io.proofline.workers.ziflow;

import io.proofline.schemas.PersonKey;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiCredentials;
import io.proofline.workers.call.MicrometerCallMetrics;
import io.proofline.workers.call.PriorityRateLimiter;
import io.proofline.workers.files.SignedFileUrls;
import io.proofline.workers.files.Spool;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.PhotoShelterProperties;
import io.proofline.workers.photoshelter.ProofFileSource;
import io.proofline.workers.rules.RulesTable;
import io.proofline.workers.work.Clocks;
import io.proofline.workers.work.Installation;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the client of Ziflow's API and the workers of its commands. */
@Configuration(proxyBeanMethods = false)
class ZiflowConfiguration {

  private final ZiflowProperties settings;

  ZiflowConfiguration(ZiflowProperties settings) {
    this.settings = settings;
  }

  @Bean
  ApiCredentials ziflowCredentials() {
    return new ApiCredentials(Api.ZIFLOW, settings.credentials());
  }

  /** All clients of Ziflow share it. */
  @Bean
  PriorityRateLimiter ziflowRateLimiter(MicrometerCallMetrics metrics, Clocks clocks) {
    return metrics.registerGauges(
        new PriorityRateLimiter(Api.ZIFLOW, settings.limits(), clocks.nanos(), metrics));
  }

  @Bean
  ZiflowClient ziflow(
      @Qualifier("ziflowRateLimiter") PriorityRateLimiter rateLimiter,
      PersonKey personKey,
      Clocks clocks) {
    return new ZiflowClient(settings, personKey, rateLimiter, clocks.nanos());
  }

  @Bean
  ProofFileSource proofFiles(ZiflowClient ziflow) {
    return ziflow::downloadProof;
  }

  @Bean
  FolderContainerApi folders(ZiflowClient ziflow) {
    return new FolderContainerApi(ziflow);
  }

  @Bean
  CreateProofWorker createProof(
      ZiflowClient ziflow,
      PhotoShelterClient library,
      PhotoShelterProperties librarySettings,
      RulesTable rules,
      Spool spool,
      SignedFileUrls urls) {
    return new CreateProofWorker(
        ziflow,
        library,
        rules,
        spool,
        urls,
        new UnsupportedFiles(settings.unsupportedTypes()),
        librarySettings.assetUrl());
  }

  @Bean
  ReadProofWorker readProof(ZiflowClient ziflow, Clocks clocks) {
    return new ReadProofWorker(ziflow, settings, clocks.clock());
  }

  @Bean
  UpdateStagesWorker updateStages(ZiflowClient ziflow, RulesTable rules) {
    return new UpdateStagesWorker(ziflow, rules, settings.missingGrace());
  }

  @Bean
  DeleteProofWorker deleteProof(ZiflowClient ziflow, Installation installation) {
    return new DeleteProofWorker(ziflow, installation.account(), settings.missingGrace());
  }
}
