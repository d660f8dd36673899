package io.proofline.embedded;

import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.TopicCreator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * One Kafka and one registry for all tests of a JVM, started on first use: in a container if a
 * Docker engine answers and the module has Testcontainers on its class path, else embedded. Each
 * test uses its own prefix.
 */
public final class KafkaForTests {

  private static final int PARTITIONS = 4;
  private static final Path TARGET = Path.of("target");
  private static final String PREFIX = "kafka-";

  private KafkaForTests() {}

  /** Kafka with all topics of a prefix; each test uses its own prefix. */
  public static KafkaConnection connection(String prefix) {
    var connection =
        new KafkaConnection(
            SharedKafka.BOOTSTRAP, List.of(SharedKafka.REGISTRY), prefix, PARTITIONS, Map.of());
    try (var schemas = connection.openRegistry()) {
      TopicCreator.create(
          connection.topics(schemas), connection.clientSettings(prefix + "topics"), (short) 1);
    }
    return connection;
  }

  private static final class SharedKafka {
    static final String BOOTSTRAP = docker() ? DockerKafka.start() : embedded();
    static final URI REGISTRY = registry();

    /** It ends with the JVM; a clean stop of thousands of partitions would take many seconds. */
    private static String embedded() {
      deleteFormer();
      @SuppressWarnings("resource")
      var broker = EmbeddedBroker.start(temporary(), 0, 0);
      return broker.bootstrap();
    }

    private static URI registry() {
      return EmbeddedRegistry.start(BOOTSTRAP, 0).address();
    }

    private static boolean docker() {
      return classPathHas("org.testcontainers.kafka.KafkaContainer") && DockerKafka.available();
    }
  }

  /** A separate class, so that a module without Testcontainers can load the others. */
  private static final class DockerKafka {

    static boolean available() {
      return DockerClientFactory.instance().isDockerAvailable();
    }

    static String start() {
      @SuppressWarnings("resource") // Testcontainers removes it when this JVM ends
      var kafka = new KafkaContainer("apache/kafka-native:4.2.0");
      kafka.start();
      return kafka.getBootstrapServers();
    }
  }

  private static boolean classPathHas(String name) {
    try {
      Class.forName(name, false, KafkaForTests.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory(Files.createDirectories(TARGET), PREFIX);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the data of former JVMs; a module's tests run in one JVM at a time. */
  private static void deleteFormer() {
    if (!Files.isDirectory(TARGET)) {
      return;
    }
    try (var former = Files.newDirectoryStream(TARGET, PREFIX + "*")) {
      former.forEach(KafkaForTests::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
