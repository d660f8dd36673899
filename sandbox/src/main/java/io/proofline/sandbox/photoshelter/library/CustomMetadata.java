package io.proofline.sandbox.photoshelter.library;

import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterIds;
import io.proofline.sandbox.photoshelter.account.RecordStore;
import io.proofline.sandbox.web.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The organisation's custom metadata fields. Each is a closed list of options; a file has at most
 * one option of a field.
 */
public final class CustomMetadata {
  /** A field that an administrator has defined. */
  public record Field(String id, String name, List<Option> options) {
    public Field {
      options = List.copyOf(options);
    }

    Option option(String wanted) {
      return options.stream()
          .filter(each -> each.id().equals(wanted))
          .findFirst()
          .orElseThrow(() ->
              PhotoShelterApiException.badRequest(
                  "The field %s has no tag %s".formatted(name, wanted)));
    }
  }

  /** One option of a field. */
  public record Option(String id, String value) {}

  /** The tags of one file: option id by field id. */
  public record Tags(String id, Map<String, String> options) {
    public Tags {
      options = Map.copyOf(options);
    }
  }

  private final RecordStore<Field> fields;
  private final RecordStore<Tags> tags;

  public CustomMetadata(RecordStore<Field> fields, RecordStore<Tags> tags) {
    this.fields = fields;
    this.tags = tags;
    if (fields.all().isEmpty()) {
      fields.save(approval());
    }
  }

  public List<Field> fields() {
    return fields.all();
  }

  public Field field(String id) {
    return fields
        .find(id)
        .orElseThrow(() -> PhotoShelterApiException.badRequest("There is no field " + id));
  }

  public Optional<Option> tag(Field field, String mediaId) {
    return Optional.ofNullable(options(mediaId).get(field.id())).map(field::option);
  }

  /** The tags of a file as both API versions list them. */
  public List<Map<String, @Nullable Object>> tagsOf(String mediaId) {
    return fields.all().stream().flatMap(field -> row(field, mediaId)).toList();
  }

  boolean matches(String mediaId, Map<String, String> wanted) {
    return options(mediaId).entrySet().containsAll(wanted.entrySet());
  }

  /** Sets one tag; an empty option removes the field's tag. */
  public synchronized void set(String mediaId, String fieldId, String option) {
    var field = field(fieldId);
    var changed = new HashMap<>(options(mediaId));
    if (option.isEmpty()) {
      changed.remove(fieldId);
    } else {
      changed.put(fieldId, field.option(option).id());
    }
    tags.save(new Tags(mediaId, changed));
  }

  private Stream<Map<String, @Nullable Object>> row(Field field, String mediaId) {
    return tag(field, mediaId).stream()
        .map(tag ->
            Json.object(
                "field_id", field.id(),
                "name", field.name(),
                "option_id", tag.id(),
                "value", tag.value()));
  }

  private Map<String, String> options(String mediaId) {
    return tags.find(mediaId).map(Tags::options).orElse(Map.of());
  }

  private static Field approval() {
    var options =
        Stream.of("In review", "Approved", "Changes required", "Rejected")
            .map(value -> new Option(PhotoShelterIds.random(16), value))
            .toList();
    return new Field(PhotoShelterIds.random(16), "Approval", options);
  }
}
