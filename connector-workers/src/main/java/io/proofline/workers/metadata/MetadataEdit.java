package io.proofline.workers.metadata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * IPTC texts to embed in a file.
 *
 * @param fields by PhotoShelter's names of IPTC's fields; an empty text removes the field
 * @param keywords which replace all existing ones
 */
public record MetadataEdit(Map<String, String> fields, List<String> keywords) {

  public MetadataEdit {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    keywords = List.copyOf(keywords);
  }
}
