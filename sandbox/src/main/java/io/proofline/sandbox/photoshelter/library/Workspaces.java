package io.proofline.sandbox.photoshelter.library;

import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterIds;
import io.proofline.sandbox.photoshelter.account.RecordStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Workspaces: sets of files on which reviewers vote with a thumb up or a cross. */
public final class Workspaces {
  /**
   * A set of files with their reviews.
   *
   * @param reviews by file, then by the reviewer's e-mail address: true for a thumb up
   */
  public record Workspace(
      String id, String name, List<String> media, Map<String, Map<String, Boolean>> reviews) {
    public Workspace {
      media = List.copyOf(media);
      reviews = Map.copyOf(reviews);
    }

    public Map<String, Boolean> reviewsOf(String mediaId) {
      return reviews.getOrDefault(mediaId, Map.of());
    }
  }

  private final LibraryStore libraryStore;
  private final RecordStore<Workspace> workspaces;

  public Workspaces(LibraryStore libraryStore, RecordStore<Workspace> workspaces) {
    this.libraryStore = libraryStore;
    this.workspaces = workspaces;
  }

  public List<Workspace> all() {
    return workspaces.all();
  }

  public Workspace get(String id) {
    return find(id).orElseThrow(() -> PhotoShelterApiException.notFound("Workspace", id));
  }

  /** The files of a workspace that are not in the trash. */
  public List<Media> media(Workspace workspace) {
    return workspace.media().stream()
        .filter(id -> !libraryStore.isTrashed(id))
        .map(libraryStore::media)
        .toList();
  }

  public Media media(Workspace workspace, String mediaId) {
    return media(workspace).stream()
        .filter(each -> each.id().equals(mediaId))
        .findFirst()
        .orElseThrow(() -> PhotoShelterApiException.notFound("Media", mediaId));
  }

  public Workspace create(String name, List<String> media) {
    return workspaces.save(
        new Workspace(PhotoShelterIds.withPrefix("W0000"), name, media, Map.of()));
  }

  public synchronized void review(String id, String mediaId, String reviewer, boolean good) {
    var before = get(id);
    var ofFile = new LinkedHashMap<>(before.reviewsOf(media(before, mediaId).id()));
    ofFile.put(reviewer, good);
    var all = new LinkedHashMap<>(before.reviews());
    all.put(mediaId, ofFile);
    workspaces.save(new Workspace(id, before.name(), before.media(), all));
  }

  private Optional<Workspace> find(String id) {
    return workspaces.find(id);
  }
}
