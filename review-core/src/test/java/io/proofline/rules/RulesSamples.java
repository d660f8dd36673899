package io.proofline.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sample rules files that Proofline ships. */
final class RulesSamples {

  private static final Path FOLDER = Path.of("src/main/resources/rules-samples");

  private RulesSamples() {}

  static Stream<String> names() {
    return Stream.of("product-marketing", "newsroom", "regulated-brand");
  }

  static String text(String name) {
    try {
      return Files.readString(FOLDER.resolve(name + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all files in the folder, so that each sample is tested. */
  static List<String> files() {
    try (var files = Files.list(FOLDER)) {
      return files.map(f -> f.getFileName().toString().replace(".yaml", "")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
