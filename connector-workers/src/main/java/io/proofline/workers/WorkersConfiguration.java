package io.proofline.workers;

import io.micrometer.core.instrument.MeterRegistry;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.SchemaRegistry;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiLimits;
import io.proofline.workers.call.Credentials;
import io.proofline.workers.call.MicrometerCallMetrics;
import io.proofline.workers.call.PriorityRateLimiter;
import io.proofline.workers.call.RetryingReads;
import io.proofline.workers.containers.ContainerApi;
import io.proofline.workers.containers.EnsureContainerWorker;
import io.proofline.workers.execution.CommandLoopHealth;
import io.proofline.workers.execution.CommandLoopSettings;
import io.proofline.workers.execution.CommandLoopSupervisor;
import io.proofline.workers.execution.KafkaClients;
import io.proofline.workers.execution.MicrometerCommandLoopMetrics;
import io.proofline.workers.files.FileEndpoint;
import io.proofline.workers.files.SignedFileUrls;
import io.proofline.workers.files.Spool;
import io.proofline.workers.photoshelter.DropKeywordsWorker;
import io.proofline.workers.photoshelter.EnterGalleryWorker;
import io.proofline.workers.photoshelter.FileFinalWorker;
import io.proofline.workers.photoshelter.FingerprintWorker;
import io.proofline.workers.photoshelter.GalleryContainerApi;
import io.proofline.workers.photoshelter.GalleryListings;
import io.proofline.workers.photoshelter.GalleryPathCache;
import io.proofline.workers.photoshelter.LeaveGalleryWorker;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.PhotoShelterV3Client;
import io.proofline.workers.photoshelter.ReadAssetWorker;
import io.proofline.workers.photoshelter.SnapshotReader;
import io.proofline.workers.photoshelter.WriteFieldsWorker;
import io.proofline.workers.poll.PollHealth;
import io.proofline.workers.poll.PollSettings;
import io.proofline.workers.poll.PollerSupervisor;
import io.proofline.workers.rules.RulesTable;
import io.proofline.workers.rules.RulesTopicReader;
import io.proofline.workers.work.Clocks;
import io.proofline.workers.work.Worker;
import io.proofline.workers.ziflow.CreateProofWorker;
import io.proofline.workers.ziflow.DeleteProofWorker;
import io.proofline.workers.ziflow.FolderContainerApi;
import io.proofline.workers.ziflow.ReadProofWorker;
import io.proofline.workers.ziflow.UpdateStagesWorker;
import io.proofline.workers.ziflow.ZiflowClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires the workers by hand. Long, since each worker and door is a bean of a few lines. */
@Configuration(proxyBeanMethods = false)
class WorkersConfiguration {

  private static final int QUEUE_LIMIT = 500;

  private final WorkersProperties settings;
  private final Clocks clocks = Clocks.system();

  WorkersConfiguration(WorkersProperties settings) {
    this.settings = settings;
  }

  @Bean
  HttpSchemaRegistry schemaRegistry() {
    return settings.kafka().openRegistry();
  }

  @Bean
  Topics topics(SchemaRegistry registry) {
    return settings.kafka().topics(registry);
  }

  @Bean
  MicrometerCallMetrics callMetrics(MeterRegistry registry) {
    return new MicrometerCallMetrics(registry);
  }

  /** The one way out to Ziflow: every client of it takes this one. */
  @Bean
  PriorityRateLimiter ziflowRateLimiter(MicrometerCallMetrics calls) {
    return rateLimiter(Api.ZIFLOW, settings.ziflow().limits(), calls);
  }

  /** The one way out to PhotoShelter: every client of it takes this one. */
  @Bean
  PriorityRateLimiter libraryRateLimiter(MicrometerCallMetrics calls) {
    return rateLimiter(Api.PHOTOSHELTER, settings.photoshelter().limits(), calls);
  }

  private PriorityRateLimiter rateLimiter(
      Api api, ApiLimits apiLimits, MicrometerCallMetrics calls) {
    return calls.registerGauges(new PriorityRateLimiter(api, apiLimits, clocks.nanos(), calls));
  }

  @Bean
  ZiflowClient ziflow(@Qualifier("ziflowRateLimiter") PriorityRateLimiter rateLimiter) {
    return new ZiflowClient(settings.ziflow(), settings.personKey(), rateLimiter, clocks.nanos());
  }

  @Bean
  PhotoShelterClient photoShelter(
      @Qualifier("libraryRateLimiter") PriorityRateLimiter rateLimiter) {
    return new PhotoShelterClient(settings.photoshelter(), rateLimiter);
  }

  @Bean
  PhotoShelterV3Client photoShelterV3(
      @Qualifier("libraryRateLimiter") PriorityRateLimiter rateLimiter) {
    return new PhotoShelterV3Client(settings.photoshelter(), rateLimiter);
  }

  @Bean
  GalleryContainerApi galleries(PhotoShelterClient library, PhotoShelterV3Client v3) {
    return new GalleryContainerApi(library, v3, settings.photoshelter().readings());
  }

  @Bean
  GalleryPathCache galleryPaths(PhotoShelterClient library) {
    return new GalleryPathCache(library, settings.photoshelter().pathCache(), clocks.clock());
  }

  @Bean
  SnapshotReader snapshots(PhotoShelterClient library, GalleryPathCache paths) {
    return new SnapshotReader(library, paths, clocks.clock());
  }

  @Bean
  RulesTable rules() {
    return new RulesTable(settings.rulesName());
  }

  @Bean
  RulesTopicReader rulesReader(Topics topics, RulesTable rules) {
    return new RulesTopicReader(
        topics.rules(), () -> kafkaClients("workers").reader("rules"), rules);
  }

  @Bean
  Spool spool() {
    return Spool.open(settings.spoolDir(), settings.spoolSize().toBytes());
  }

  @Bean
  SignedFileUrls fileAddresses() {
    return new SignedFileUrls(settings.filesUrl(), settings.filesSecret(), clocks.clock());
  }

  @Bean
  RouterFunction<ServerResponse> fileDoor(Spool spool, SignedFileUrls addresses) {
    return new FileEndpoint(spool, addresses).routes();
  }

  @Bean
  CreateProofWorker createProof(
      ZiflowClient ziflow,
      PhotoShelterClient library,
      RulesTable rules,
      Spool spool,
      SignedFileUrls addresses) {
    return new CreateProofWorker(
        ziflow, library, rules, spool, addresses, settings.photoshelter().assetUrl());
  }

  @Bean
  ReadProofWorker readProof(ZiflowClient ziflow) {
    return new ReadProofWorker(ziflow, settings.ziflow(), clocks.clock());
  }

  @Bean
  UpdateStagesWorker updateStages(ZiflowClient ziflow, RulesTable rules) {
    return new UpdateStagesWorker(ziflow, rules, settings.ziflow().missingGrace());
  }

  @Bean
  DeleteProofWorker deleteProof(ZiflowClient ziflow) {
    return new DeleteProofWorker(ziflow, settings.account(), settings.ziflow().missingGrace());
  }

  @Bean
  FolderContainerApi folders(ZiflowClient ziflow) {
    return new FolderContainerApi(ziflow);
  }

  /** Every bean that is {@link ContainerApi} is served. */
  @Bean
  EnsureContainerWorker ensureContainer(List<ContainerApi> systems) {
    return new EnsureContainerWorker(systems, settings.containerCache(), clocks.clock());
  }

  @Bean
  ReadAssetWorker readAsset(SnapshotReader snapshots, RulesTable rules) {
    return new ReadAssetWorker(snapshots, rules, settings.poll().missingGrace());
  }

  @Bean
  WriteFieldsWorker writeFields(PhotoShelterClient library) {
    return new WriteFieldsWorker(library, settings.photoshelter().readings());
  }

  @Bean
  DropKeywordsWorker dropKeywords(PhotoShelterClient library) {
    return new DropKeywordsWorker(library, settings.photoshelter().readings());
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
      ZiflowClient ziflow, PhotoShelterClient library, PhotoShelterV3Client v3, Spool spool) {
    return new FileFinalWorker(ziflow::downloadProof, library, v3, spool, settings.photoshelter());
  }

  @Bean
  FingerprintWorker fingerprint(PhotoShelterClient library, Spool spool) {
    return new FingerprintWorker(library, spool);
  }

  @Bean
  CommandLoopHealth commandLoopHealth() {
    return new CommandLoopHealth();
  }

  @Bean
  Tracing tracing() {
    return Tracing.fromEnvironment("connector-workers", System.getenv());
  }

  @Bean
  CommandLoopSupervisor commandLoop(
      Topics topics,
      List<Worker> workers,
      CommandLoopHealth health,
      MeterRegistry registry,
      Tracing tracing) {
    return new CommandLoopSupervisor(
        topics,
        kafkaClients("workers"),
        commandLoopSettings(settings),
        workers,
        credentials(),
        clocks,
        health,
        new MicrometerCommandLoopMetrics(registry),
        tracing);
  }

  @Bean
  PollHealth pollHealth() {
    return new PollHealth();
  }

  /** A turn is many calls, and nobody waits for any one of them. */
  @Bean
  @ConditionalOnBooleanProperty(name = "proofline.workers.poll.enabled", matchIfMissing = true)
  PollerSupervisor pollLoop(
      Topics topics,
      PhotoShelterClient library,
      PhotoShelterV3Client v3,
      RulesTable rules,
      PollHealth health,
      Tracing tracing) {
    var retries = new RetryingReads(4, Duration.ofMillis(500), Duration.ofSeconds(10));
    var patient = library.withRetries(retries);
    var paths = new GalleryPathCache(patient, settings.photoshelter().pathCache(), clocks.clock());
    return new PollerSupervisor(
        topics,
        kafkaClients("poller"),
        pollSettings(),
        patient,
        new SnapshotReader(patient, paths, clocks.clock()),
        new GalleryListings(v3, retries, settings.photoshelter().readings().rows()),
        paths,
        rules::inForce,
        clocks.clock(),
        health,
        tracing);
  }

  /** Down after a turn that did not come to its end. */
  @Bean
  HealthIndicator libraryPollerHealthIndicator(PollHealth health) {
    return () ->
        health
            .failure()
            .map(cause -> Health.down().withDetail("cause", cause))
            .orElseGet(Health::up)
            .withDetail("state", health.state())
            .build();
  }

  @Bean
  HealthIndicator ziflowLane(CommandLoopHealth health) {
    return apiHealth(health, Api.ZIFLOW, settings.ziflow().credentials());
  }

  @Bean
  HealthIndicator photoshelterLane(CommandLoopHealth health) {
    return apiHealth(health, Api.PHOTOSHELTER, settings.photoshelter().credentials());
  }

  /** Down while the loop does not turn; records that could not be read are shown beside. */
  @Bean
  HealthIndicator commandLoopHealthIndicator(CommandLoopHealth health) {
    return () ->
        health
            .failure()
            .map(cause -> Health.down().withDetail("cause", cause))
            .orElseGet(Health::up)
            .withDetail("unreadable", health.unreadableRecords())
            .build();
  }

  /** Down while its gate is not open, and while a former secret is in use for want of the new. */
  private static HealthIndicator apiHealth(
      CommandLoopHealth health, Api api, Credentials credentials) {
    return () ->
        health
            .waitReasons(api)
            .or(credentials::trouble)
            .map(cause -> Health.down().withDetail("cause", cause))
            .orElseGet(Health::up)
            .withDetail("circuit_breaker", health.breakerState(api))
            .build();
  }

  private Map<Api, Credentials> credentials() {
    return Map.of(
        Api.ZIFLOW,
        settings.ziflow().credentials(),
        Api.PHOTOSHELTER,
        settings.photoshelter().credentials());
  }

  private KafkaClients kafkaClients(String role) {
    return new KafkaClients(settings.kafka(), role, settings.instanceId());
  }

  private PollSettings pollSettings() {
    var poll = settings.poll();
    return new PollSettings(
        settings.account(),
        poll.every(),
        poll.overlap(),
        poll.from(),
        poll.passPerMinute(),
        poll.fullEvery(),
        poll.wholeEvery(),
        poll.galleriesEvery(),
        poll.missingGrace(),
        poll.purgedAfter(),
        settings.waiting().first(),
        settings.waiting().most());
  }

  private static CommandLoopSettings commandLoopSettings(WorkersProperties settings) {
    return new CommandLoopSettings(
        settings.instanceId(),
        settings.account(),
        settings.concurrency(),
        settings.lookUp().leaveWithin(),
        settings.recoveryDelay(),
        settings.lookUp().waits(),
        settings.repeat().attempts(),
        settings.repeat().first(),
        settings.repeat().most(),
        settings.waiting().first(),
        settings.waiting().most(),
        QUEUE_LIMIT,
        settings.stopWithin(),
        settings.waiting().first());
  }
}
