package io.proofline.console.benchmark;

import io.proofline.embedded.EmbeddedBroker;
import io.proofline.embedded.EmbeddedRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Kafka and the registry in a process of their own, so that their CPU time is not the console's.
 */
final class BenchmarkKafka implements AutoCloseable {

  private final Process process;
  private final String bootstrap;
  private final URI registry;

  private BenchmarkKafka(Process process, String bootstrap, URI registry) {
    this.process = process;
    this.bootstrap = bootstrap;
    this.registry = registry;
  }

  /** Starts on a directory, with the data of a former run. */
  static BenchmarkKafka start(Path data) throws IOException {
    var process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BenchmarkKafka.class.getName(),
                    data.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    @SuppressWarnings("resource") // open as long as the process
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      var words = line.split(" ");
      if (words.length == 3 && words[0].equals("ready")) {
        return new BenchmarkKafka(process, words[1], URI.create(words[2]));
      }
    }
    throw new IOException("Kafka did not start on " + data);
  }

  public static void main(String[] args) throws InterruptedException {
    var broker = EmbeddedBroker.start(Path.of(args[0]), 0, 0);
    var registry = EmbeddedRegistry.start(broker.bootstrap(), 0);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              registry.close();
              broker.close();
            }));
    System.out.printf("ready %s %s%n", broker.bootstrap(), registry.address());
    Thread.currentThread().join();
  }

  String bootstrap() {
    return bootstrap;
  }

  URI registry() {
    return registry;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
