package io.proofline.workers.picture;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts to be put into a file.
 *
 * @param texts by PhotoShelter's names of IPTC's fields; an empty one takes what stands there away
 * @param keywords in place of those that stand there
 */
public record Label(Map<String, String> texts, List<String> keywords) {

  public Label {
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    keywords = List.copyOf(keywords);
  }
}
