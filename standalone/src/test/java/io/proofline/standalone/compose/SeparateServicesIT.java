package io.proofline.standalone.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.audit.SigningKey;
import io.proofline.embedded.EmbeddedBroker;
import io.proofline.embedded.EmbeddedRegistry;
import io.proofline.sandbox.Sandbox;
import io.proofline.sandbox.SandboxSettings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts the containers' programs without containers: each service of the packaged program in its
 * own process, with the command, the environment and the secrets of {@code docker-compose.yml}.
 * Only addresses and directories differ.
 */
class SeparateServicesIT {

  private static final Duration TO_BE_HEALTHY = Duration.ofMinutes(2);

  /** The packaged program of the production image. */
  private static final Path CLI = ComposeFile.ROOT.resolve("cli/target").toAbsolutePath();

  @TempDir Path directory;

  private final ComposeFile compose = readCompose();

  @Test
  void each_service_starts_alone_and_gets_healthy() throws Exception {
    createImageFiles();
    try (var broker = EmbeddedBroker.start(directory.resolve("kafka"), 0, 0);
        var registry = EmbeddedRegistry.start(broker.bootstrap(), 0);
        var sandbox = Sandbox.start(SandboxSettings.in(directory.resolve("sandbox")))) {
      var replacements =
          Map.of(
              "kafka:9094",
              broker.bootstrap(),
              "http://registry:8080/apis/ccompat/v7",
              registry.address().toString(),
              "https://api.ziflow.io/v1",
              sandbox.ziflow() + "/v1",
              "https://www.photoshelter.com/psapi/v4.0",
              sandbox.photoshelter() + "/psapi/v4.0",
              "https://www.photoshelter.com/psapi/v3",
              sandbox.photoshelter() + "/psapi/v3",
              "proofline@example.com",
              sandbox.accounts().photoshelterEmail());
      var topics = start("topics", replacements, Map.of());
      assertThat(topics.waitFor()).as(output("topics")).isZero();

      try (var gateway = started("gateway", replacements, keys(sandbox));
          var processor = started("processor", replacements, keys(sandbox));
          var workers = started("workers", replacements, keys(sandbox))) {
        for (var serviceProcess : List.of(gateway, processor, workers)) {
          await()
              .atMost(TO_BE_HEALTHY)
              .failFast(serviceProcess.name() + " ended", () -> !serviceProcess.process().isAlive())
              .untilAsserted(() ->
                  assertThat(serviceProcess.isHealthy())
                      .as(output(serviceProcess.name()))
                      .isTrue());
        }
        assertThat(output("workers")).as("it logs at INFO").contains(" INFO ");
        for (var serviceProcess : List.of(gateway, processor, workers)) {
          assertThat(serviceProcess.ends()).as(output(serviceProcess.name())).isTrue();
        }
      }
    }
  }

  @Test
  void the_production_image_has_no_simulators_and_no_broker() throws IOException {
    try (var jars = Files.list(CLI.resolve("lib"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .anyMatch(jar -> jar.startsWith("ingest-gateway-"))
          .anyMatch(jar -> jar.startsWith("stream-processor-"))
          .anyMatch(jar -> jar.startsWith("connector-workers-"))
          .noneMatch(jar -> jar.matches("(sandbox|embedded-kafka|kafka_2|javalin|journeys).*"));
    }
  }

  /** Creates the image's files as the Dockerfile does. */
  private void createImageFiles() throws IOException {
    Files.copy(ComposeFile.ROOT.resolve("docker/run"), directory.resolve("run"));
    Files.copy(ComposeFile.ROOT.resolve("docker/healthy"), directory.resolve("healthy"));
    Files.createSymbolicLink(directory.resolve("proofline.jar"), CLI.resolve("proofline.jar"));
    Files.createSymbolicLink(directory.resolve("lib"), CLI.resolve("lib"));
  }

  private ServiceProcess started(
      String name, Map<String, String> replacements, Map<String, String> secrets)
      throws IOException {
    var check = compose.health(name);
    int port = freePort();
    var places = new HashMap<>(replacements);
    places.put("/data", Files.createDirectories(directory.resolve(name)).toString());
    places.put("/run/secrets/", writeSecrets(name, secrets) + "/");
    places.put(check.get(2), String.valueOf(port));
    var process = start(name, places, ports(name, port));
    return new ServiceProcess(name, process, directory.resolve("healthy"), port, check.get(3));
  }

  private static Map<String, String> ports(String name, int healthPort) throws IOException {
    int port =
        name.equals("processor")
            ? healthPort
            : freePort(); // the others serve health on another port
    return Map.of(ServiceProperties.variable("proofline." + name + ".port"), String.valueOf(port));
  }

  private Process start(String name, Map<String, String> replacements, Map<String, String> more)
      throws IOException {
    var words =
        Stream.concat(
            Stream.of("sh", directory.resolve("run").toString()),
            compose.command(name).stream().map(word -> replacements.getOrDefault(word, word)));
    var builder = new ProcessBuilder(words.toList()).directory(directory.toFile());
    var environment = builder.environment();
    var java = Path.of(System.getProperty("java.home"), "bin").toString();
    environment.put("PATH", java + File.pathSeparator + environment.get("PATH"));
    compose
        .environment(name)
        .forEach((key, value) -> environment.put(key, placed(value, replacements)));
    environment.putAll(more);
    environment.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    return builder.redirectErrorStream(true).redirectOutput(log(name).toFile()).start();
  }

  private static String placed(String value, Map<String, String> replacements) {
    var placed = replacements.getOrDefault(value, value);
    for (var place : replacements.entrySet()) {
      if (place.getKey().startsWith("/")) {
        placed = placed.replace(place.getKey(), place.getValue());
      }
    }
    return placed;
  }

  /** Creates a directory like {@code /run/secrets}; each file ends with a line break. */
  private Path writeSecrets(String service, Map<String, String> secrets) throws IOException {
    var mounted = Files.createDirectories(directory.resolve("secrets-of-" + service));
    for (var secret : compose.mounted(service).entrySet()) {
      var text = secrets.getOrDefault(secret.getValue(), ComposeTest.secret(secret.getKey()));
      Files.writeString(mounted.resolve(secret.getKey()), text + "\n");
    }
    return mounted;
  }

  private static Map<String, String> keys(Sandbox sandbox) {
    var accounts = sandbox.accounts();
    return Map.of(
        "ziflow-api-key", accounts.ziflowApiKey(),
        "photoshelter-api-key", accounts.photoshelterV4Key(),
        "photoshelter-v3-api-key", accounts.photoshelterV3Key(),
        "photoshelter-password", accounts.photoshelterPassword(),
        "photoshelter-organization", accounts.organizationId(),
        "audit-key.pem", SigningKey.generate().pem());
  }

  private Path log(String name) {
    return directory.resolve(name + ".log");
  }

  private String output(String name) {
    try {
      return Files.readString(log(name));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static ComposeFile readCompose() {
    try {
      return ComposeFile.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record ServiceProcess(String name, Process process, Path check, int port, String path)
      implements AutoCloseable {

    boolean isHealthy() throws IOException, InterruptedException {
      return new ProcessBuilder("bash", check.toString(), String.valueOf(port), path)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    }

    /** Fails if SIGTERM does not end it within a container's stop time-out. */
    boolean ends() throws InterruptedException {
      process.destroy();
      return process.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
