package io.proofline.standalone;

import io.proofline.embedded.CreateTopics;
import io.proofline.embedded.EmbeddedBroker;
import io.proofline.embedded.EmbeddedRegistry;
import io.proofline.ingest.GatewayApplication;
import io.proofline.processor.StreamProcessor;
import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topics;
import io.proofline.workers.WorkersApplication;
import io.proofline.workers.poll.PollHealth;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * All services in this JVM, on a Kafka and a registry of their own. Starts and ends as one; what a
 * killed process left behind is taken up by the next on the same directory.
 */
final class Standalone implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final String PREFIX = "proofline.";
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
    return URI.create("http://%s:%d".formatted(HOST, port));
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
    CreateTopics.create(topics, kafka.clientSettings(PREFIX + "topics"), (short) 1);
    return kafka;
  }

  void startServices(KafkaConnection kafka, Partners partners) {
    run(GatewayApplication.application(), "gateway", kafka, gateway(partners));
    run(StreamProcessor.application(), "processor", kafka, processor());
    var workers = run(WorkersApplication.application(), "workers", kafka, workers(partners));
    poll = workers.getBean(PollHealth.class);
  }

  /** Returns when the library was looked at as a whole: what is selected before opens nothing. */
  void awaitFirstPass() {
    progress.say("first look at the library");
    try {
      while (poll != null && !poll.awaitFirstPass(PATIENCE)) {
        progress.say("still looking; " + poll.trouble().orElse("a large library takes a while"));
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

  private List<String> gateway(Partners partners) {
    return List.of(
        "port=" + ports.gateway(),
        "public-url=" + origin(ports.gateway()),
        "ziflow-secrets=" + partners.ziflowSecret(),
        "library-secrets=" + secrets.libraryHook());
  }

  private List<String> processor() {
    return List.of(
        "port=" + ports.processor(),
        "advertised=%s:%d".formatted(HOST, ports.processor()),
        "instance-id=standalone",
        "state-dir=" + data.state(),
        "door-token=" + secrets.doorToken(),
        "person-key=" + secrets.personKey(),
        "audit-key=" + AuditKeyFiles.in(data));
  }

  private List<String> workers(Partners partners) {
    var own =
        List.of(
            "port=" + ports.files(),
            "instance-id=standalone",
            "spool-dir=" + data.spool(),
            "files-url=" + origin(ports.files()),
            "files-secret=" + secrets.files(),
            "person-key=" + secrets.personKey(),
            "poll.every=2s",
            // the simulators stand beside us: they answer soon, and find at once what they have
            "ziflow.call-timeout=5s",
            "ziflow.calls-per-second=200",
            "ziflow.in-flight=16",
            "photoshelter.calls-per-second=200",
            "photoshelter.upload-timeout=20s",
            "photoshelter.in-flight=16",
            "look-up.leave-within=5s",
            "look-up.waits=1s,3s");
    return Stream.concat(own.stream(), partners.arguments().stream()).toList();
  }

  private ConfigurableApplicationContext run(
      SpringApplicationBuilder application,
      String name,
      KafkaConnection kafka,
      List<String> settings) {
    progress.say(name);
    var arguments = new ArrayList<>(SHARED);
    Stream.concat(shared(kafka).stream(), settings.stream())
        .map(setting -> "--proofline.%s.%s".formatted(name, setting))
        .forEach(arguments::add);
    application.logStartupInfo(false).registerShutdownHook(false);
    try {
      return opened.add(application.run(arguments.toArray(String[]::new)));
    } catch (RuntimeException e) {
      throw new StartRefused("The %s could not start; the log says why.".formatted(name), e);
    }
  }

  /** Settings come from here alone, and one JVM has one log. */
  private static final List<String> SHARED =
      List.of(
          "--spring.config.location=classpath:/",
          "--server.address=" + HOST,
          "--logging.register-shutdown-hook=false");

  private List<String> shared(KafkaConnection kafka) {
    return List.of(
        "account=" + account,
        "kafka.bootstrap=" + kafka.bootstrap(),
        "kafka.registry=" + kafka.registryAddresses(),
        "kafka.prefix=" + kafka.prefix(),
        "kafka.partitions=" + kafka.partitions());
  }
}
