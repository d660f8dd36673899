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
final class Wordings {

  private static final int MOST = 1_000;
  private static final int LONGEST_NAME = 255;

  private final String assetUrl;
  private final Map<String, Wording> kept = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param assetUrl where people find an asset, with {@code {id}} for its id
   */
  Wordings(String assetUrl) {
    this.assetUrl = assetUrl;
  }

  /**
   * A name and a brief.
   *
   * @param name empty when nothing came of its template
   * @param brief null for none
   */
  record Wording(String name, @Nullable String brief) {}

  /** Library fields without which a command's texts can't be written. */
  static Set<String> fields(CreateProof asked) {
    var fields = new TreeSet<>(new FieldTemplate(asked.getName()).fields());
    if (asked.getBrief() != null) {
      fields.addAll(new FieldTemplate(asked.getBrief()).fields());
    }
    return fields;
  }

  /** The texts of a command; empty when the library has to be read for them first. */
  synchronized Optional<Wording> find(Command command) {
    return fields(asked(command)).isEmpty()
        ? Optional.of(wording(command, _ -> null))
        : Optional.ofNullable(kept.get(command.getCommandId()));
  }

  /** Writes a command's texts with what the library says. */
  synchronized void keep(Command command, Function<String, @Nullable String> field) {
    kept.put(command.getCommandId(), wording(command, field));
    if (kept.size() > MOST) {
      kept.remove(kept.keySet().iterator().next());
    }
  }

  synchronized void forget(Command command) {
    kept.remove(command.getCommandId());
  }

  private Wording wording(Command command, Function<String, @Nullable String> library) {
    var asked = asked(command);
    var link = assetUrl.replace("{id}", command.getAssetId());
    Function<String, @Nullable String> field =
        name -> name.equals(FieldTemplate.LINK) ? link : library.apply(name);
    var name = new FieldTemplate(asked.getName()).fill(field).replaceAll("\\s+", " ");
    var brief = asked.getBrief() == null ? "" : new FieldTemplate(asked.getBrief()).fill(field);
    return new Wording(cut(name), brief.isEmpty() ? null : brief);
  }

  /** Not in the middle of a character. */
  private static String cut(String name) {
    if (name.length() <= LONGEST_NAME) {
      return name;
    }
    int end =
        Character.isHighSurrogate(name.charAt(LONGEST_NAME - 1)) ? LONGEST_NAME - 1 : LONGEST_NAME;
    return name.substring(0, end).strip();
  }

  private static CreateProof asked(Command command) {
    return Objects.requireNonNull(command.getCreateProof());
  }
}
