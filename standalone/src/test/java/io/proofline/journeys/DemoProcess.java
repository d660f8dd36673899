package io.proofline.journeys;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged demo in its own process, which a test can kill. */
final class DemoProcess implements AutoCloseable {

  private static final Duration TO_START = Duration.ofMinutes(2);

  private final Process process;
  private final Path data;
  private final Path output;

  private DemoProcess(Process process, Path data, Path output) {
    this.process = process;
    this.data = data;
    this.output = output;
  }

  /** Starts the demo and returns when it prints that it is running. */
  static DemoProcess start(Path data, int portBase) throws IOException {
    return start(data, portBase, Map.of());
  }

  /** Starts the demo with further environment variables. */
  static DemoProcess start(Path data, int portBase, Map<String, String> environment)
      throws IOException {
    var output = Files.createTempFile(data.toAbsolutePath().getParent(), "output", ".txt");
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                Path.of("target", "proofline.jar").toString(),
                "demo",
                "--data",
                data.toString(),
                "--port-base",
                Integer.toString(portBase))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    var child = new DemoProcess(builder.start(), data, output);
    child.awaitRunning();
    return child;
  }

  DemoAddresses addresses() {
    return DemoAddresses.read(data.resolve("addresses.json"));
  }

  /** Sends SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends SIGTERM; fails if the process does not end in time. */
  boolean end(Duration limit) throws InterruptedException {
    process.destroy();
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void awaitRunning() {
    try {
      await()
          .atMost(TO_START)
          .failFast("it ended", () -> !process.isAlive())
          .until(() -> output().contains("Proofline is running"));
    } catch (RuntimeException e) {
      close();
      throw new IllegalStateException("The demo did not start:\n" + output(), e);
    }
  }
}
