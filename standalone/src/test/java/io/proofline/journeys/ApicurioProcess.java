package io.proofline.journeys;

import static org.awaitility.Awaitility.await;

import io.proofline.standalone.compose.ComposeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A real Apicurio registry in its own process, with the environment that {@code docker-compose.yml}
 * gives it; only addresses differ. It stores its schemas in Kafka. The build unpacks its program.
 */
final class ApicurioProcess implements AutoCloseable {

  private static final Duration TO_START = Duration.ofMinutes(4);
  private static final Path PROGRAM = Path.of("target", "apicurio", "quarkus-run.jar");
  private static final String LOOPBACK = "127.0.0.1";

  private final ProcessBuilder builder;
  private final Path output;
  private final int port;
  private final int managementPort;
  private Process process;

  private ApicurioProcess(ProcessBuilder builder, Path output, int port, int managementPort)
      throws IOException {
    this.builder = builder;
    this.output = output;
    this.port = port;
    this.managementPort = managementPort;
    this.process = builder.start();
  }

  /**
   * Starts it, and does not wait until it answers.
   *
   * @param kafka where it stores its schemas
   */
  static ApicurioProcess start(String kafka, Path output) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var builder = new ProcessBuilder(java.toString(), "-Xmx512m", "-jar", PROGRAM.toString());
    int port = freePort();
    int managementPort = freePort();
    var environment = builder.environment();
    environment.putAll(ComposeFile.read().environment("registry"));
    environment.put("APICURIO_KAFKASQL_BOOTSTRAP_SERVERS", kafka);
    environment.put("QUARKUS_HTTP_HOST", LOOPBACK);
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("QUARKUS_MANAGEMENT_HOST", LOOPBACK);
    environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    return new ApicurioProcess(builder, output, port, managementPort);
  }

  /** The address for {@code kafka.registry}, with the path of Confluent's protocol. */
  URI address() {
    return URI.create("http://%s:%d/apis/ccompat/v7".formatted(LOOPBACK, port));
  }

  /** Waits until its readiness check succeeds. */
  ApicurioProcess awaitReady() {
    try {
      await()
          .atMost(TO_START)
          .failFast("Apicurio ended", () -> !process.isAlive())
          .until(this::isReady);
    } catch (RuntimeException e) {
      throw new IllegalStateException("Apicurio did not start:\n" + output(), e);
    }
    return this;
  }

  /** Sends SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Starts it again on its ports after a kill, and does not wait until it answers. */
  void startAgain() throws IOException {
    process = builder.start();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private boolean isReady() throws InterruptedException {
    var ready = URI.create("http://%s:%d/health/ready".formatted(LOOPBACK, managementPort));
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  private String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
