package io.proofline.sandbox.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program in a separate JVM, and the addresses that it prints. */
record BenchmarkProcess(Process process, Map<String, URI> addresses) implements AutoCloseable {
  /**
   * Starts a program and returns when it has printed its last address line, which begins with
   * {@code data}.
   */
  static BenchmarkProcess start(Class<?> main, String... args) {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(Arrays.asList(args));
    try {
      var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
      return listening(process.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BenchmarkProcess listening(Process process) throws IOException {
    var addresses = new HashMap<String, URI>();
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var words = line.strip().split("\\s+");
      if (words[0].equals("data")) {
        return new BenchmarkProcess(process, Map.copyOf(addresses));
      }
      if (words.length == 2 && words[1].startsWith("http")) {
        addresses.put(words[0], URI.create(words[1]));
      }
    }
    throw new IllegalStateException("it ended before it listened");
  }

  URI at(String name, String path) {
    return URI.create("http://" + addresses.get(name).getAuthority() + path);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
