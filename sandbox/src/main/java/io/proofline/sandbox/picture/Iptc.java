package io.proofline.sandbox.picture;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Descriptive metadata of one file: texts by field name, and keywords. */
public record Iptc(Map<String, String> texts, List<String> keywords) {
  public static final Iptc NONE = new Iptc(Map.of(), List.of());

  public Iptc {
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

  /** The same with one text set; an empty text takes the field away. */
  public Iptc with(IptcField field, String text) {
    var changed = new TreeMap<>(texts);
    if (text.isEmpty()) {
      changed.remove(field.label());
    } else {
      changed.put(field.label(), text);
    }
    return new Iptc(changed, keywords);
  }

  public Iptc withKeywords(List<String> changed) {
    return new Iptc(texts, changed.stream().distinct().toList());
  }
}
