package io.proofline.embedded;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaParseException;

/**
 * All schemas under their subjects. A schema joins only when it can read what the newest of its
 * subject wrote (BACKWARD), and only after the log has it.
 */
final class Subjects {

  private final SchemaLog log;
  private volatile List<Registered> all;
  private boolean unsure;

  Subjects(SchemaLog log) {
    this.log = log;
    this.all = log.readToEnd();
  }

  List<String> names() {
    return all.stream().map(Registered::subject).distinct().sorted().toList();
  }

  /** Oldest first. */
  List<Registered> versions(String subject) {
    var versions = under(subject).toList();
    if (versions.isEmpty()) {
      throw RegistryError.noSubject(subject);
    }
    return versions;
  }

  /** A version by its number or as {@code latest}. */
  Registered version(String subject, String version) {
    var versions = versions(subject);
    if (version.equals("latest")) {
      return versions.getLast();
    }
    return versions.stream()
        .filter(v -> Integer.toString(v.version()).equals(version))
        .findFirst()
        .orElseThrow(() -> RegistryError.noVersion(version));
  }

  Registered byId(int id) {
    return all.stream().filter(r -> r.id() == id).findFirst().orElseThrow(RegistryError::noSchema);
  }

  /** Where a schema stands under a subject. */
  Registered find(String subject, String text) {
    var schema = parse(text).toString();
    return versions(subject).stream()
        .filter(v -> v.schema().equals(schema))
        .findFirst()
        .orElseThrow(RegistryError::noSchema);
  }

  /** What keeps a schema from reading what a version wrote; nothing when it can. */
  List<Incompatibility> against(Registered version, String text) {
    return SchemaCompatibility.checkReaderWriterCompatibility(parse(text), parse(version.schema()))
        .getResult()
        .getIncompatibilities();
  }

  synchronized Registered register(String subject, String text) {
    if (unsure) {
      all = log.readToEnd();
      unsure = false;
    }
    var schema = parse(text).toString();
    return under(subject)
        .filter(r -> r.schema().equals(schema))
        .findFirst()
        .orElseGet(() -> add(subject, schema));
  }

  private Registered add(String subject, String schema) {
    int version = newest(subject).map(r -> refuseIncompatible(r, schema).version() + 1).orElse(1);
    var added = new Registered(subject, version, idOf(schema), schema);
    append(added);
    all = Stream.concat(all.stream(), Stream.of(added)).toList();
    return added;
  }

  private Registered refuseIncompatible(Registered newest, String schema) {
    var found = against(newest, schema);
    if (!found.isEmpty()) {
      throw RegistryError.incompatible(newest.subject(), found);
    }
    return newest;
  }

  private int idOf(String schema) {
    return all.stream()
        .filter(r -> r.schema().equals(schema))
        .map(Registered::id)
        .findFirst()
        .orElseGet(() -> all.stream().mapToInt(Registered::id).max().orElse(0) + 1);
  }

  /** A failed write may have reached the log all the same: the next one reads it first. */
  private void append(Registered added) {
    try {
      log.append(added);
    } catch (ExecutionException e) {
      unsure = true;
      throw RegistryError.notStored(e);
    } catch (InterruptedException e) {
      unsure = true;
      Thread.currentThread().interrupt();
      throw RegistryError.notStored(e);
    }
  }

  private Optional<Registered> newest(String subject) {
    return under(subject).reduce((_, later) -> later);
  }

  private Stream<Registered> under(String subject) {
    return all.stream().filter(r -> r.subject().equals(subject));
  }

  private static Schema parse(String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (SchemaParseException e) {
      throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
    }
  }
}
