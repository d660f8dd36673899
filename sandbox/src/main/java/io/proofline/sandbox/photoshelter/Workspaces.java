package io.proofline.sandbox.photoshelter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where chosen files are looked at together: a thumb up or a cross per reviewer. */
final class Workspaces {
  /**
   * Some files and what was thought of them.
   *
   * @param reviews by file, then by the reviewer's e-mail address: whether it was a thumb up
   */
  record Workspace(
      String id, String name, List<String> media, Map<String, Map<String, Boolean>> reviews) {
    Workspace {
      media = List.copyOf(media);
      reviews = Map.copyOf(reviews);
    }

    Map<String, Boolean> reviewsOf(String mediaId) {
      return reviews.getOrDefault(mediaId, Map.of());
    }
  }

  private final Library library;
  private final Register<Workspace> workspaces;

  Workspaces(Library library, Register<Workspace> workspaces) {
    this.library = library;
    this.workspaces = workspaces;
  }

  List<Workspace> all() {
    return workspaces.all();
  }

  Workspace get(String id) {
    return find(id).orElseThrow(() -> Refused.notFound("Workspace", id));
  }

  /** The files of a workspace that are not in the trash. */
  List<Media> media(Workspace workspace) {
    return workspace.media().stream()
        .filter(id -> !library.isTrashed(id))
        .map(library::media)
        .toList();
  }

  Media media(Workspace workspace, String mediaId) {
    return media(workspace).stream()
        .filter(each -> each.id().equals(mediaId))
        .findFirst()
        .orElseThrow(() -> Refused.notFound("Media", mediaId));
  }

  Workspace create(String name, List<String> media) {
    return workspaces.keep(new Workspace(Ids.starting("W0000"), name, media, Map.of()));
  }

  synchronized void review(String id, String mediaId, String reviewer, boolean good) {
    var before = get(id);
    var ofFile = new LinkedHashMap<>(before.reviewsOf(media(before, mediaId).id()));
    ofFile.put(reviewer, good);
    var all = new LinkedHashMap<>(before.reviews());
    all.put(mediaId, ofFile);
    workspaces.keep(new Workspace(id, before.name(), before.media(), all));
  }

  private Optional<Workspace> find(String id) {
    return workspaces.find(id);
  }
}
