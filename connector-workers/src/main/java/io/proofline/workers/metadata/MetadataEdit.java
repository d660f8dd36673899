package io.proofline.workers.metadata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts to be put into a file.
 *
 * @param fields by PhotoShelter's names of IPTC's fields; an empty one takes what stands there away
 * @param keywords in place of those that stand there
 */
public record MetadataEdit(Map<String, String> fields, List<String> keywords) {

  public MetadataEdit {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    keywords = List.copyOf(keywords);
  }
}
