package io.proofline.standalone;

import io.proofline.cli.StartupException;
import io.proofline.cli.config.InstallationSecrets;
import io.proofline.console.ConsoleApplication;
import io.proofline.console.session.SignInLinks;
import io.proofline.embedded.EmbeddedBroker;
import io.proofline.embedded.EmbeddedRegistry;
import io.proofline.ingest.GatewayApplication;
import io.proofline.processor.StreamProcessorApplication;
import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.TopicCreator;
import io.proofline.schemas.Topics;
import io.proofline.workers.WorkersApplication;
import io.proofline.workers.poll.PollHealth;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * All services in this JVM, with an embedded Kafka and schema registry. A start on the data
 * directory of a killed process continues its work.
 */
public final class EmbeddedServices implements AutoCloseable {

  public static final String PREFIX = "proofline.";
  private static final Duration FIRST_PASS_POLL = Duration.ofSeconds(5);

  private final CloseStack closeStack = new CloseStack();
  private final DataDirectory data;
  private final Ports ports;
  private final String account;
  private final InstallationSecrets installationSecrets;
  private final StartupProgress startupProgress;
  private final String thumbnailToken = UUID.randomUUID().toString();
  private @Nullable PollHealth poll;
  private @Nullable SignInLinks signInLinks;

  EmbeddedServices(
      DataDirectory data,
      Ports ports,
      String account,
      InstallationSecrets installationSecrets,
      StartupProgress startupProgress) {
    this.data = data;
    this.ports = ports;
    this.account = account;
    this.installationSecrets = installationSecrets;
    this.startupProgress = startupProgress;
  }

  static URI origin(int port) {
    return URI.create("http://%s:%d".formatted(ServiceSettings.LOOPBACK, port));
  }

  /**
   * Starts Kafka and the registry, and creates the topics.
   *
   * @param registry address of another registry, which is used instead of the embedded one
   */
  KafkaConnection startKafka(Optional<URI> registry) {
    startupProgress.report("Kafka");
    var broker =
        closeStack.add(EmbeddedBroker.start(data.kafka(), ports.kafka(), ports.controller()));
    var kafka =
        new KafkaConnection(
            broker.bootstrap(),
            List.of(registry.orElseGet(() -> startRegistry(broker))),
            PREFIX,
            Topics.DEFAULT_PARTITIONS,
            Map.of());
    var topics = kafka.topics(new InMemorySchemaRegistry());
    TopicCreator.create(topics, kafka.clientSettings(PREFIX + "topics"), (short) 1);
    return kafka;
  }

  private URI startRegistry(EmbeddedBroker broker) {
    return closeStack.add(EmbeddedRegistry.start(broker.bootstrap(), ports.registry())).address();
  }

  void startServices(KafkaConnection kafka, ServiceSettings serviceSettings) {
    if (serviceSettings.hasGateway()) {
      run(
          GatewayApplication.application(),
          serviceSettings.hooksListen(),
          "gateway",
          serviceSettings.settingsOf("gateway", shared(kafka, gateway())));
    }
    run(
        StreamProcessorApplication.application(),
        ServiceSettings.LOOPBACK,
        "processor",
        serviceSettings.settingsOf("processor", shared(kafka, processor())));
    var workers =
        run(
            WorkersApplication.application(),
            serviceSettings.filesListen(),
            "workers",
            serviceSettings.settingsOf("workers", shared(kafka, workers())));
    var console =
        run(
            ConsoleApplication.application(),
            ServiceSettings.LOOPBACK,
            "console",
            serviceSettings.settingsOf("console", shared(kafka, console(serviceSettings))));
    signInLinks = console.getBean(SignInLinks.class);
    poll = workers.getBean(PollHealth.class);
    closeStack.add(HealthLog.start(health(serviceSettings)));
  }

  /** The address of each running service's health. */
  Map<String, URI> health(ServiceSettings serviceSettings) {
    var health = new LinkedHashMap<String, URI>();
    if (serviceSettings.hasGateway()) {
      health.put("gateway", health(ports.gatewayHealth()));
    }
    health.put("processor", health(ports.processor()));
    health.put("workers", health(ports.workersHealth()));
    health.put("console", health(ports.console()));
    return health;
  }

  private static URI health(int port) {
    return URI.create(origin(port) + "/actuator/health");
  }

  /** A new address that signs an administrator in at the console's pages, once. */
  String signInLink() {
    return origin(ports.console()) + Objects.requireNonNull(signInLinks, "not started").create();
  }

  /** Returns after the first pass over the library; assets selected before it open no review. */
  void awaitFirstPass() {
    startupProgress.report("first pass over the library");
    try {
      while (poll != null && !poll.awaitFirstPass(FIRST_PASS_POLL)) {
        startupProgress.report("first pass continues; " + poll.failure().orElseGet(poll::state));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException("Interrupted", e);
    }
  }

  @Override
  public void close() {
    closeStack.close();
  }

  private Map<String, String> gateway() {
    return Map.of(
        "port",
        Integer.toString(ports.gateway()),
        "management-port",
        Integer.toString(ports.gatewayHealth()),
        "library-secrets",
        installationSecrets.libraryHook());
  }

  private Map<String, String> processor() {
    return Map.of(
        "port",
        Integer.toString(ports.processor()),
        "instance-id",
        "standalone",
        "state-dir",
        data.state().toString(),
        "person-key",
        installationSecrets.personKey(),
        "audit-key",
        AuditKeyFiles.findOrCreate(data).toString());
  }

  private Map<String, String> console(ServiceSettings serviceSettings) {
    var _ = AuditKeyFiles.findOrCreate(data);
    return Map.ofEntries(
        Map.entry("port", Integer.toString(ports.console())),
        Map.entry("instance-id", "standalone"),
        Map.entry("admin-token", installationSecrets.consoleToken()),
        Map.entry("person-key", installationSecrets.personKey()),
        Map.entry("database.directory", data.console().toString()),
        Map.entry("pictures.directory", data.console().resolve("pictures").toString()),
        Map.entry(
            "pictures.workers-url",
            "http://%s:%d".formatted(serviceSettings.filesAddress(), ports.files())),
        Map.entry("pictures.token", thumbnailToken),
        Map.entry("verification.keys", data.auditPublicKey().toString()));
  }

  private Map<String, String> workers() {
    return Map.of(
        "port",
        Integer.toString(ports.files()),
        "instance-id",
        "standalone",
        "spool-dir",
        data.spool().toString(),
        "files-secret",
        installationSecrets.files(),
        "thumbnail-token",
        thumbnailToken,
        "person-key",
        installationSecrets.personKey());
  }

  private ConfigurableApplicationContext run(
      SpringApplicationBuilder application,
      String listen,
      String name,
      Map<String, String> settings) {
    startupProgress.report(name);
    var arguments = new ArrayList<>(SPRING_ARGUMENTS);
    arguments.add("--server.address=" + listen);
    arguments.addAll(management(name));
    settings.forEach((setting, value) -> arguments.add("--%s=%s".formatted(setting, value)));
    application.logStartupInfo(false).registerShutdownHook(false);
    try {
      return closeStack.add(application.run(arguments.toArray(String[]::new)));
    } catch (RuntimeException e) {
      throw new StartupException(
          "The service '%s' did not start. The log has the cause.".formatted(name), e);
    }
  }

  /**
   * Serves health and metrics only on local addresses, not on ports that are open to the internet.
   */
  private List<String> management(String name) {
    var local = "--management.server.address=" + ServiceSettings.LOOPBACK;
    if (name.equals("workers") && ports.workersHealth() != ports.files()) {
      return List.of(local, "--management.server.port=" + ports.workersHealth());
    }
    return name.equals("gateway") ? List.of(local) : List.of();
  }

  /** Arguments of each service: no settings from other places, one log for the JVM. */
  private static final List<String> SPRING_ARGUMENTS =
      List.of("--spring.config.location=classpath:/", "--logging.register-shutdown-hook=false");

  private Map<String, String> shared(KafkaConnection kafka, Map<String, String> own) {
    var all = new LinkedHashMap<String, String>();
    all.put("account", account);
    all.put("kafka.bootstrap", kafka.bootstrap());
    all.put("kafka.registry", kafka.registryAddresses());
    all.put("kafka.prefix", kafka.prefix());
    all.put("kafka.partitions", Integer.toString(kafka.partitions()));
    all.putAll(own);
    return all;
  }
}
