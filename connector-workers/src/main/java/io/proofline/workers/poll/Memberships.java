package io.proofline.workers.poll;

import io.proofline.schemas.avro.PollSeen;
import io.proofline.schemas.avro.RulesText;
import io.proofline.schemas.avro.SeenKind;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who came into the galleries and under the keywords that select, and who went: every turn. */
final class Memberships {

  private final PhotoShelterClient library;
  private final WatchedGalleries galleries;
  private final Filters filters;
  private final Known known;
  private final Readings readings;
  private final OneByOne each;

  Memberships(
      PhotoShelterClient library,
      WatchedGalleries galleries,
      Filters filters,
      Known known,
      Readings readings,
      OneByOne each) {
    this.library = library;
    this.galleries = galleries;
    this.filters = filters;
    this.known = known;
    this.readings = readings;
    this.each = each;
  }

  CallResult<Boolean> look(Optional<RulesText> rules) {
    return galleries
        .ids(rules.map(RulesText::getWatchedGalleries).orElse(List.of()))
        .then(ids -> each.each(ids, this::gallery))
        .then(_ -> filters.work())
        .then(work -> each.each(work ? literal(rules) : List.of(), this::keyword));
  }

  /** The files that are in the galleries and under the keywords that the rules watch. */
  CallResult<Set<String>> selected(Optional<RulesText> rules) {
    var found = new TreeSet<String>();
    return galleries
        .ids(rules.map(RulesText::getWatchedGalleries).orElse(List.of()))
        .then(ids -> each.each(ids, id -> children(id).map(files -> add(found, files))))
        .then(_ ->
            each.each(
                literal(rules), word -> library.withKeyword(word).map(files -> add(found, files))))
        .map(_ -> found);
  }

  private static boolean add(Set<String> found, List<String> files) {
    found.addAll(files);
    return true;
  }

  /** A deleted gallery holds nothing. */
  private CallResult<List<String>> children(String gallery) {
    return library.children(gallery).ifNotFound(new Success<>(List.of()));
  }

  private CallResult<Boolean> gallery(String id) {
    return children(id)
        .then(now ->
            readings.read(apart(now, known.filesIn(id)), Look.SELECTED, Readings.End.NOTHING));
  }

  /** Keywords with a star are seen by the window of changes and the full pass alone. */
  private static List<String> literal(Optional<RulesText> rules) {
    return rules.map(RulesText::getWatchedKeywords).orElse(List.of()).stream()
        .filter(keyword -> !keyword.contains("*"))
        .toList();
  }

  private CallResult<Boolean> keyword(String keyword) {
    return library.withKeyword(keyword).then(now -> keyword("keyword:" + keyword, now));
  }

  /** Those that came and those that went are read; the set is on record with them. */
  private CallResult<Boolean> keyword(String container, List<String> now) {
    var moved = apart(now, known.members(container));
    return moved.isEmpty()
        ? new Success<>(true)
        : readings.read(
            moved, Look.SELECTED, (chunk, unread) -> chunk.seen.put(container, set(now, unread)));
  }

  /** Without what was not to be read: a listing may know a file before its record does. */
  private static PollSeen set(List<String> now, Set<String> unread) {
    var members = new TreeSet<>(now);
    members.removeAll(unread);
    return PollSeen.newBuilder()
        .setKind(SeenKind.CONTAINER)
        .setMembers(List.copyOf(members))
        .build();
  }

  /** What is in one of the two alone. */
  static Set<String> apart(Collection<String> now, Collection<String> before) {
    var apart = new TreeSet<>(now);
    before.stream().filter(id -> !apart.remove(id)).forEach(apart::add);
    return apart;
  }
}
