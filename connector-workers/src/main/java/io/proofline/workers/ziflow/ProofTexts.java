package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CreateProof;
import io.proofline.workers.work.FieldTemplate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps proofs' names and briefs between the preparation, which reads the library, and the call
 * that sends them. In memory only, for 1,000 commands at most; the oldest are dropped and prepared
 * again. Any number of threads.
 */
final class ProofTexts {

  private static final int MAX_ENTRIES = 1_000;
  private static final int MAX_NAME_LENGTH = 255;

  private final String assetUrl;
  private final Map<String, NameAndBrief> entries = new LinkedHashMap<>();

  /**
   * Starts empty.
   *
   * @param assetUrl the address of an asset's page for people, with {@code {id}} for its id
   */
  ProofTexts(String assetUrl) {
    this.assetUrl = assetUrl;
  }

  /**
   * A proof's name and its text for reviewers.
   *
   * @param name empty if its template gave no text
   * @param brief null for none
   */
  record NameAndBrief(String name, @Nullable String brief) {}

  /** The library fields that a command's templates use. */
  static Set<String> requiredFields(CreateProof asked) {
    var fields = new TreeSet<>(new FieldTemplate(asked.getName()).fields());
    if (asked.getBrief() != null) {
      fields.addAll(new FieldTemplate(asked.getBrief()).fields());
    }
    return fields;
  }

  /** A command's texts; empty if the library has to be read first. */
  synchronized Optional<NameAndBrief> find(Command command) {
    return requiredFields(payload(command)).isEmpty()
        ? Optional.of(fillTemplates(command, _ -> null))
        : Optional.ofNullable(entries.get(command.getCommandId()));
  }

  /** Fills a command's templates with the library's values and keeps the texts. */
  synchronized void put(Command command, Function<String, @Nullable String> field) {
    entries.put(command.getCommandId(), fillTemplates(command, field));
    if (entries.size() > MAX_ENTRIES) {
      entries.remove(entries.keySet().iterator().next());
    }
  }

  synchronized void remove(Command command) {
    entries.remove(command.getCommandId());
  }

  private NameAndBrief fillTemplates(Command command, Function<String, @Nullable String> library) {
    var asked = payload(command);
    var link = assetUrl.replace("{id}", command.getAssetId());
    Function<String, @Nullable String> field =
        name -> name.equals(FieldTemplate.LINK) ? link : library.apply(name);
    var name = new FieldTemplate(asked.getName()).fill(field).replaceAll("\\s+", " ");
    var brief = asked.getBrief() == null ? "" : new FieldTemplate(asked.getBrief()).fill(field);
    return new NameAndBrief(truncate(name), brief.isEmpty() ? null : brief);
  }

  /** Cuts a name to 255 characters, not in the middle of a surrogate pair. */
  private static String truncate(String name) {
    if (name.length() <= MAX_NAME_LENGTH) {
      return name;
    }
    int end =
        Character.isHighSurrogate(name.charAt(MAX_NAME_LENGTH - 1))
            ? MAX_NAME_LENGTH - 1
            : MAX_NAME_LENGTH;
    return name.substring(0, end).strip();
  }

  private static CreateProof payload(Command command) {
    return Objects.requireNonNull(command.getCreateProof());
  }
}
