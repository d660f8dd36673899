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
 * All schemas by subject. A schema is registered only if it can read records of the subject's
 * newest version (BACKWARD), and only after the log has stored it. Thread-safe.
 */
final class Subjects {

  private final SchemaLog log;
  private volatile List<RegisteredSchema> all;
  private boolean mustReload;

  Subjects(SchemaLog log) {
    this.log = log;
    this.all = log.readToEnd();
  }

  List<String> names() {
    return all.stream().map(RegisteredSchema::subject).distinct().sorted().toList();
  }

  /** The versions of a subject, oldest first. */
  List<RegisteredSchema> versions(String subject) {
    var versions = under(subject).toList();
    if (versions.isEmpty()) {
      throw RegistryApiException.noSubject(subject);
    }
    return versions;
  }

  /** A version by its number or as {@code latest}. */
  RegisteredSchema version(String subject, String version) {
    var versions = versions(subject);
    if (version.equals("latest")) {
      return versions.getLast();
    }
    return versions.stream()
        .filter(v -> Integer.toString(v.version()).equals(version))
        .findFirst()
        .orElseThrow(() -> RegistryApiException.noVersion(version));
  }

  RegisteredSchema byId(int id) {
    return all.stream()
        .filter(r -> r.id() == id)
        .findFirst()
        .orElseThrow(RegistryApiException::noSchema);
  }

  /** The version of a subject that has this schema. */
  RegisteredSchema find(String subject, String text) {
    var schema = parse(text).toString();
    return versions(subject).stream()
        .filter(v -> v.schema().equals(schema))
        .findFirst()
        .orElseThrow(RegistryApiException::noSchema);
  }

  /** The reasons why a schema can't read records of a version; empty if it can. */
  List<Incompatibility> incompatibilities(RegisteredSchema version, String text) {
    return SchemaCompatibility.checkReaderWriterCompatibility(parse(text), parse(version.schema()))
        .getResult()
        .getIncompatibilities();
  }

  synchronized RegisteredSchema register(String subject, String text) {
    if (mustReload) {
      all = log.readToEnd();
      mustReload = false;
    }
    var schema = parse(text).toString();
    return under(subject)
        .filter(r -> r.schema().equals(schema))
        .findFirst()
        .orElseGet(() -> add(subject, schema));
  }

  private RegisteredSchema add(String subject, String schema) {
    int version = newest(subject).map(r -> refuseIncompatible(r, schema).version() + 1).orElse(1);
    var added = new RegisteredSchema(subject, version, idOf(schema), schema);
    append(added);
    all = Stream.concat(all.stream(), Stream.of(added)).toList();
    return added;
  }

  private RegisteredSchema refuseIncompatible(RegisteredSchema newest, String schema) {
    var found = incompatibilities(newest, schema);
    if (!found.isEmpty()) {
      throw RegistryApiException.incompatible(newest.subject(), found);
    }
    return newest;
  }

  private int idOf(String schema) {
    return all.stream()
        .filter(r -> r.schema().equals(schema))
        .map(RegisteredSchema::id)
        .findFirst()
        .orElseGet(() -> all.stream().mapToInt(RegisteredSchema::id).max().orElse(0) + 1);
  }

  /** A failed write may have reached the log, so the next registration reads the log first. */
  private void append(RegisteredSchema added) {
    try {
      log.append(added);
    } catch (ExecutionException e) {
      mustReload = true;
      throw RegistryApiException.notStored(e);
    } catch (InterruptedException e) {
      mustReload = true;
      Thread.currentThread().interrupt();
      throw RegistryApiException.notStored(e);
    }
  }

  private Optional<RegisteredSchema> newest(String subject) {
    return under(subject).reduce((_, later) -> later);
  }

  private Stream<RegisteredSchema> under(String subject) {
    return all.stream().filter(r -> r.subject().equals(subject));
  }

  private static Schema parse(String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (SchemaParseException e) {
      throw RegistryApiException.invalidSchema(String.valueOf(e.getMessage()));
    }
  }
}
