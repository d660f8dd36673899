package io.proofline.sandbox.picture;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Descriptive metadata of one file: texts by field name, and keywords. */
public record IptcMetadata(Map<String, String> texts, List<String> keywords) {
  public static final IptcMetadata NONE = new IptcMetadata(Map.of(), List.of());

  public IptcMetadata {
    texts = Map.copyOf(texts);
    keywords = List.copyOf(keywords);
  }

  public Optional<String> text(IptcField field) {
    return Optional.ofNullable(texts.get(field.label()));
  }

  @JsonIgnore
  public boolean isEmpty() {
    return texts.isEmpty() && keywords.isEmpty();
  }

  /** A copy with one text set; an empty text removes the field. */
  public IptcMetadata with(IptcField field, String text) {
    var changed = new TreeMap<>(texts);
    if (text.isEmpty()) {
      changed.remove(field.label());
    } else {
      changed.put(field.label(), text);
    }
    return new IptcMetadata(changed, keywords);
  }

  public IptcMetadata withKeywords(List<String> changed) {
    return new IptcMetadata(texts, changed.stream().distinct().toList());
  }
}
