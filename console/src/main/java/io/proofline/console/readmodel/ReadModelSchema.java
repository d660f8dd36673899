package io.proofline.console.readmodel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.hash.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The version of the read model's form: of its tables, and of the way in which records become rows.
 * A read model of another version is not used, but rebuilt.
 */
final class ReadModelSchema {

  /** To be raised when a projection writes other rows for the same records. */
  private static final int PROJECTIONS = 1;

  private static final String VERSION = "%d-%s".formatted(PROJECTIONS, tables());

  private ReadModelSchema() {}

  static String version() {
    return VERSION;
  }

  private static String tables() {
    try {
      var files =
          new PathMatchingResourcePatternResolver().getResources("classpath*:db/read/*/*.sql");
      Arrays.sort(files, Comparator.comparing(file -> String.valueOf(file.getFilename())));
      var texts = new StringBuilder();
      for (Resource file : files) {
        texts.append(file.getContentAsString(UTF_8));
      }
      return Sha256.hex(texts.toString()).substring(0, 12);
    } catch (IOException e) {
      throw new UncheckedIOException("The migrations of the read model can't be read", e);
    }
  }
}
