package io.proofline.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaParser;

/** Checks whether two versions of the records can read each other. */
final class Compatibility {

  private Compatibility() {}

  /** The named types in a folder of avsc files, which may refer to each other in any order. */
  static Map<String, Schema> in(Path folder) {
    try (var files = Files.list(folder)) {
      var parser = new SchemaParser();
      for (var file : files.filter(f -> f.toString().endsWith(".avsc")).sorted().toList()) {
        parser.parse(file);
      }
      return byName(parser.getParsedNamedSchemas());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, Schema> byName(List<Schema> schemas) {
    return schemas.stream().collect(Collectors.toMap(Schema::getFullName, Function.identity()));
  }

  /** The incompatibilities of two versions, in sentences; empty if there are none. */
  static List<String> breaks(Map<String, Schema> released, Map<String, Schema> today) {
    var breaks = new ArrayList<String>();
    released.values().stream()
        .flatMap(then -> breaks(then, today.get(then.getFullName())))
        .sorted()
        .forEach(breaks::add);
    return breaks;
  }

  private static Stream<String> breaks(Schema then, Schema now) {
    if (now == null) {
      return Stream.of(then.getName() + " was released and is gone");
    }
    return Stream.concat(
        unread(then.getName() + " as released can't be read by today's", now, then),
        unread(then.getName() + " as of today can't be read by the released", then, now));
  }

  private static Stream<String> unread(String sentence, Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    return result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE
        ? Stream.empty()
        : result.getIncompatibilities().stream()
            .map(why -> "%s: %s at %s".formatted(sentence, why.getMessage(), why.getLocation()));
  }
}
