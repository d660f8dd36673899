package io.proofline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka node, broker and controller, inside this process and bound to the loopback address.
 * Data survives a restart; ports may differ between starts.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private final KafkaRaftServer server;
  private final String bootstrap;

  private EmbeddedBroker(KafkaRaftServer server, String bootstrap) {
    this.server = server;
    this.bootstrap = bootstrap;
  }

  /**
   * Starts on a data directory, which is created and formatted if it is new, and returns when the
   * broker answers. After a kill it starts twice, the first time with a short session time-out, so
   * that it need not wait for the nine seconds of Kafka's default. Afterwards Kafka's own time-outs
   * apply, so a busy machine does not make the broker lose its session.
   *
   * @param port 0 for any free port
   * @param controllerPort 0 for any free port
   */
  public static EmbeddedBroker start(Path data, int port, int controllerPort) {
    var settings = BrokerSettings.of(data, port, controllerPort);
    try {
      Files.createDirectories(data);
      StorageFormatter.formatIfNew(data, settings);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't prepare Kafka's data directory " + data, e);
    }
    if (wasKilled(data)) {
      end(started(settings.expiringSession()));
    }
    return new EmbeddedBroker(started(settings.asMap()), settings.bootstrap());
  }

  private static KafkaRaftServer started(Map<String, String> settings) {
    var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
    return server;
  }

  /** Kafka writes this file at a clean shutdown and deletes it at its start. */
  private static boolean wasKilled(Path data) {
    return Files.exists(data.resolve("__cluster_metadata-0"))
        && !Files.exists(data.resolve(".kafka_cleanshutdown"));
  }

  private static void end(KafkaRaftServer server) {
    server.shutdown();
    server.awaitShutdown();
  }

  /** {@code host:port} for clients. */
  public String bootstrap() {
    return bootstrap;
  }

  /** Stops the broker cleanly, and waits until it has stopped. */
  @Override
  public void close() {
    end(server);
  }
}
