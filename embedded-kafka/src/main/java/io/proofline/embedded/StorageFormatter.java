package io.proofline.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Formats a new data directory of Kafka, which gives it a cluster id. */
final class StorageFormatter {

  private StorageFormatter() {}

  static void formatIfNew(Path data, BrokerSettings settings) throws IOException {
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    var file = Files.createTempFile("kafka", ".properties");
    try {
      write(settings, file);
      run(data, "format", "-t", Uuid.randomUuid().toString(), "-c", file.toString());
    } finally {
      Files.delete(file);
    }
  }

  private static void write(BrokerSettings settings, Path file) throws IOException {
    var properties = new Properties();
    properties.putAll(settings.asMap());
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
  }

  private static void run(Path data, String... arguments) throws IOException {
    var output = new ByteArrayOutputStream();
    int status =
        StorageTool.execute(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
    if (status != 0) {
      throw new IOException(
          "Kafka can't format %s: %s".formatted(data, output.toString(StandardCharsets.UTF_8)));
    }
  }
}
