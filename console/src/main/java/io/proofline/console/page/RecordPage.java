package io.proofline.console.page;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of the audit trail.
 *
 * @param search the conditions
 * @param entries the oldest first
 * @param next address of the next entries; null for none
 * @param kinds kinds of entries, in words
 * @param erased id of a person whose erasure was just requested; null for none
 */
public record RecordPage(
    PageQuery search,
    List<AuditSentence> entries,
    @Nullable String next,
    Map<String, String> kinds,
    @Nullable String erased) {

  public RecordPage {
    entries = List.copyOf(entries);
    kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
  }

  /** The address of a download of these entries. */
  public String download(String format) {
    var query = search.without("cursor").query();
    return "/record/export.%s%s".formatted(format, query.isEmpty() ? "" : "?" + query);
  }

  /** The condition that a report as PDF can be made for: a photograph or a collection. */
  public Optional<String> reportField() {
    return Stream.of("asset", "collection")
        .filter(name -> !search.first(name).isEmpty())
        .findFirst();
  }
}
