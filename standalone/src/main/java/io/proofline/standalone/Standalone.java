package io.proofline.standalone;

import io.proofline.schemas.TopicCreator;
import io.proofline.embedded.EmbeddedBroker;
import io.proofline.embedded.EmbeddedRegistry;
import io.proofline.ingest.GatewayApplication;
import io.proofline.processor.StreamProcessorApplication;
import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topics;
import io.proofline.workers.WorkersApplication;
import io.proofline.workers.poll.PollHealth;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * All services in this JVM, on a Kafka and a registry of their own. Starts and ends as one; what a
 * killed process left behind is taken up by the next on the same directory.
 */
final class Standalone implements AutoCloseable {

  static final String PREFIX = "proofline.";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Opened opened = new Opened();
  private final DataDirectory data;
  private final Ports ports;
  private final String account;
  private final Secrets secrets;
  private final Progress progress;
  private @Nullable PollHealth poll;

  Standalone(DataDirectory data, Ports ports, String account, Secrets secrets, Progress progress) {
    this.data = data;
    this.ports = ports;
    this.account = account;
    this.secrets = secrets;
    this.progress = progress;
  }

  static URI origin(int port) {
    return URI.create("http://%s:%d".formatted(Services.LOCAL, port));
  }

  /** Kafka, the registry and the topics; what comes before the services may use them. */
  KafkaConnection startKafka() {
    progress.say("Kafka");
    var broker = opened.add(EmbeddedBroker.start(data.kafka(), ports.kafka(), ports.controller()));
    var registry = opened.add(EmbeddedRegistry.start(broker.bootstrap(), ports.registry()));
    var kafka =
        new KafkaConnection(
            broker.bootstrap(),
            List.of(registry.address()),
            PREFIX,
            Topics.DEFAULT_PARTITIONS,
            Map.of());
    var topics = kafka.topics(new InMemorySchemaRegistry());
    TopicCreator.create(topics, kafka.clientSettings(PREFIX + "topics"), (short) 1);
    return kafka;
  }

  void startServices(KafkaConnection kafka, Services services) {
    if (services.hasGateway()) {
      run(
          GatewayApplication.application(),
          services.hooksListen(),
          "gateway",
          services.over("gateway", shared(kafka, gateway())));
    }
    run(
        StreamProcessorApplication.application(),
        Services.LOCAL,
        "processor",
        services.over("processor", shared(kafka, processor())));
    var workers =
        run(
            WorkersApplication.application(),
            services.filesListen(),
            "workers",
            services.over("workers", shared(kafka, workers())));
    poll = workers.getBean(PollHealth.class);
    opened.add(RedHealth.watch(health(services)));
  }

  /** Where each service that runs tells its health. */
  Map<String, URI> health(Services services) {
    var health = new LinkedHashMap<String, URI>();
    if (services.hasGateway()) {
      health.put("gateway", health(ports.gatewayHealth()));
    }
    health.put("processor", health(ports.processor()));
    health.put("workers", health(ports.workersHealth()));
    return health;
  }

  private static URI health(int port) {
    return URI.create(origin(port) + "/actuator/health");
  }

  /** Returns when the library was looked at as a whole: what is selected before opens nothing. */
  void awaitFirstPass() {
    progress.say("first look at the library");
    try {
      while (poll != null && !poll.awaitFirstPass(PATIENCE)) {
        progress.say("still looking; " + poll.trouble().orElseGet(poll::state));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("Interrupted", e);
    }
  }

  @Override
  public void close() {
    opened.close();
  }

  private Map<String, String> gateway() {
    return Map.of(
        "port",
        Integer.toString(ports.gateway()),
        "management-port",
        Integer.toString(ports.gatewayHealth()),
        "library-secrets",
        secrets.libraryHook());
  }

  private Map<String, String> processor() {
    return Map.of(
        "port",
        Integer.toString(ports.processor()),
        "advertised",
        "%s:%d".formatted(Services.LOCAL, ports.processor()),
        "instance-id",
        "standalone",
        "state-dir",
        data.state().toString(),
        "door-token",
        secrets.doorToken(),
        "person-key",
        secrets.personKey(),
        "audit-key",
        AuditKeyFiles.in(data).toString());
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
        secrets.files(),
        "person-key",
        secrets.personKey());
  }

  private ConfigurableApplicationContext run(
      SpringApplicationBuilder application,
      String listen,
      String name,
      Map<String, String> settings) {
    progress.say(name);
    var arguments = new ArrayList<>(SHARED);
    arguments.add("--server.address=" + listen);
    arguments.addAll(management(name));
    settings.forEach((setting, value) -> arguments.add("--%s=%s".formatted(setting, value)));
    application.logStartupInfo(false).registerShutdownHook(false);
    try {
      return opened.add(application.run(arguments.toArray(String[]::new)));
    } catch (RuntimeException e) {
      throw new StartRefused("The %s could not start; the log says why.".formatted(name), e);
    }
  }

  /** What is open to the internet shows hooks and files alone. */
  private List<String> management(String name) {
    var local = "--management.server.address=" + Services.LOCAL;
    if (name.equals("workers") && ports.workersHealth() != ports.files()) {
      return List.of(local, "--management.server.port=" + ports.workersHealth());
    }
    return name.equals("gateway") ? List.of(local) : List.of();
  }

  /** Settings come from here alone, and one JVM has one log. */
  private static final List<String> SHARED =
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
