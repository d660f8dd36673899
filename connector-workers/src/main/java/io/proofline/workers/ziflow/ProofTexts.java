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
 * What proofs are called and what reviewers are told, between the preparation that reads the
 * library for it and the call that sends it. In memory alone, bounded, the oldest out: what is
 * forgotten is prepared again. Any number of threads.
 */
final class ProofTexts {

  private static final int MAX_ENTRIES = 1_000;
  private static final int MAX_NAME_LENGTH = 255;

  private final String assetUrl;
  private final Map<String, NameAndBrief> entries = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param assetUrl where people find an asset, with {@code {id}} for its id
   */
  ProofTexts(String assetUrl) {
    this.assetUrl = assetUrl;
  }

  /**
   * A name and a brief.
   *
   * @param name empty when nothing came of its template
   * @param brief null for none
   */
  record NameAndBrief(String name, @Nullable String brief) {}

  /** Library fields without which a command's texts can't be written. */
  static Set<String> requiredFields(CreateProof asked) {
    var fields = new TreeSet<>(new FieldTemplate(asked.getName()).fields());
    if (asked.getBrief() != null) {
      fields.addAll(new FieldTemplate(asked.getBrief()).fields());
    }
    return fields;
  }

  /** The texts of a command; empty when the library has to be read for them first. */
  synchronized Optional<NameAndBrief> find(Command command) {
    return requiredFields(payload(command)).isEmpty()
        ? Optional.of(fillTemplates(command, _ -> null))
        : Optional.ofNullable(entries.get(command.getCommandId()));
  }

  /** Writes a command's texts with what the library says. */
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

  /** Not in the middle of a character. */
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
