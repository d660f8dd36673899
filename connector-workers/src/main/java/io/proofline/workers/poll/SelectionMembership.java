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

/**
 * Finds, in every turn, the files that entered or left the watched galleries, or got or lost the
 * watched keywords.
 */
final class SelectionMembership {

  private final PhotoShelterClient library;
  private final WatchedGalleries galleries;
  private final MediaFilterSupport mediaFilterSupport;
  private final PollerState pollerState;
  private final AssetReader assetReader;
  private final TolerantRunner runner;

  SelectionMembership(
      PhotoShelterClient library,
      WatchedGalleries galleries,
      MediaFilterSupport mediaFilterSupport,
      PollerState pollerState,
      AssetReader assetReader,
      TolerantRunner runner) {
    this.library = library;
    this.galleries = galleries;
    this.mediaFilterSupport = mediaFilterSupport;
    this.pollerState = pollerState;
    this.assetReader = assetReader;
    this.runner = runner;
  }

  CallResult<Boolean> readChanges(Optional<RulesText> rules) {
    return galleries
        .ids(rules.map(RulesText::getWatchedGalleries).orElse(List.of()))
        .then(ids -> runner.runAll(ids, this::readGallery))
        .then(_ -> mediaFilterSupport.isSupported())
        .then(supported ->
            runner.runAll(supported ? literalKeywords(rules) : List.of(), this::readKeyword));
  }

  /** The files that are now in the galleries and keywords that the rules watch. */
  CallResult<Set<String>> selected(Optional<RulesText> rules) {
    var found = new TreeSet<String>();
    return galleries
        .ids(rules.map(RulesText::getWatchedGalleries).orElse(List.of()))
        .then(ids -> runner.runAll(ids, id -> children(id).map(files -> add(found, files))))
        .then(_ ->
            runner.runAll(
                literalKeywords(rules),
                word -> library.withKeyword(word).map(files -> add(found, files))))
        .map(_ -> found);
  }

  private static boolean add(Set<String> found, List<String> files) {
    found.addAll(files);
    return true;
  }

  /** The gallery's files; empty for a deleted gallery. */
  private CallResult<List<String>> children(String gallery) {
    return library.children(gallery).ifNotFound(new Success<>(List.of()));
  }

  private CallResult<Boolean> readGallery(String id) {
    return children(id)
        .then(now ->
            assetReader.read(
                symmetricDifference(now, pollerState.filesIn(id)),
                ReadReason.SELECTION_CHANGED,
                AssetReader.BatchCompletion.NONE));
  }

  /** The keywords without a star; the change window and the full pass find the files of others. */
  private static List<String> literalKeywords(Optional<RulesText> rules) {
    return rules.map(RulesText::getWatchedKeywords).orElse(List.of()).stream()
        .filter(keyword -> !keyword.contains("*"))
        .toList();
  }

  private CallResult<Boolean> readKeyword(String keyword) {
    return library.withKeyword(keyword).then(now -> readKeyword("keyword:" + keyword, now));
  }

  /** Reads the files that entered or left, and stores the new set with the last of them. */
  private CallResult<Boolean> readKeyword(String container, List<String> now) {
    var moved = symmetricDifference(now, pollerState.members(container));
    return moved.isEmpty()
        ? new Success<>(true)
        : assetReader.read(
            moved,
            ReadReason.SELECTION_CHANGED,
            (batch, unread) -> batch.seen.put(container, containerRecord(now, unread)));
  }

  /** Leaves unread files out, so that they are read in the next turn: listings may be ahead. */
  private static PollSeen containerRecord(List<String> now, Set<String> unread) {
    var members = new TreeSet<>(now);
    members.removeAll(unread);
    return PollSeen.newBuilder()
        .setKind(SeenKind.CONTAINER)
        .setMembers(List.copyOf(members))
        .build();
  }

  /** The ids that are in exactly one of the two. */
  static Set<String> symmetricDifference(Collection<String> now, Collection<String> before) {
    var apart = new TreeSet<>(now);
    before.stream().filter(id -> !apart.remove(id)).forEach(apart::add);
    return apart;
  }
}
