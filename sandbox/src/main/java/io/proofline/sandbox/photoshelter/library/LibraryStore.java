package io.proofline.sandbox.photoshelter.library;

import io.proofline.sandbox.journal.ChangeJournal;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.library.LibraryChange.CollectionDeleted;
import io.proofline.sandbox.photoshelter.library.LibraryChange.CollectionStored;
import io.proofline.sandbox.photoshelter.library.LibraryChange.FilePut;
import io.proofline.sandbox.photoshelter.library.LibraryChange.FileTakenOut;
import io.proofline.sandbox.photoshelter.library.LibraryChange.GalleryDeleted;
import io.proofline.sandbox.photoshelter.library.LibraryChange.GalleryStored;
import io.proofline.sandbox.photoshelter.library.LibraryChange.MediaStored;
import io.proofline.sandbox.photoshelter.library.LibraryChange.Stocked;
import io.proofline.sandbox.picture.ContentAddressedStore;
import io.proofline.sandbox.web.ChangeCounter;
import io.proofline.sandbox.web.FaultInjector;
import io.proofline.sandbox.web.LaggedIndex;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores the library: files, galleries, collections, and the membership of files in galleries.
 * Every change is written to the journal first. Its monitor is the lock of the whole library:
 * {@link MediaFiles} and {@link LibraryContainers} hold it from the check of a change until its
 * commit.
 */
public final class LibraryStore implements AutoCloseable {
  private final Map<String, Media> media = new LinkedHashMap<>();
  private final Map<String, Gallery> galleries = new LinkedHashMap<>();
  private final Map<String, MediaCollection> collections = new LinkedHashMap<>();
  private final Map<String, Map<String, Instant>> mediaByGallery = new LinkedHashMap<>();
  private final Map<String, Set<String>> galleriesByMedia = new LinkedHashMap<>();
  private final LibraryHistory history = new LibraryHistory();
  private final LaggedIndex<Media> searchIndex;
  private final ContentAddressedStore contentAddressedStore;
  private final Clock clock;
  private final ChangeCounter changeCounter;
  private final ChangeJournal<LibraryChange> changeJournal;
  private BiConsumer<String, String> onEffect = (_, _) -> {};

  public LibraryStore(
      Path directory,
      PhotoShelterSettings settings,
      ContentAddressedStore contentAddressedStore,
      Clock clock,
      ChangeCounter changeCounter) {
    this.contentAddressedStore = contentAddressedStore;
    this.clock = clock;
    this.changeCounter = changeCounter;
    this.searchIndex = MediaQuery.newIndex(settings, clock);
    this.changeJournal =
        ChangeJournal.open(
            directory.resolve("photoshelter.jsonl"), LibraryChange.class, this::apply);
    searchIndex.applyAllPending();
  }

  @Override
  public void close() {
    changeJournal.close();
  }

  /**
   * Sets the listener for changes; it receives the change's name and the id of the changed object.
   */
  public synchronized void onEffect(BiConsumer<String, String> listener) {
    onEffect = listener;
  }

  /** Sets the faults that may make searches lag. */
  public void injectFaults(FaultInjector faultInjector) {
    searchIndex.injectFaults(faultInjector);
  }

  // ---- reads

  public synchronized boolean isEmpty() {
    return media.isEmpty() && galleries.isEmpty();
  }

  /** A file that is not in the trash. */
  public synchronized Media media(String id) {
    var found = media.get(id);
    if (found == null || found.isTrashed()) {
      throw PhotoShelterApiException.notFound("Media", id);
    }
    return found;
  }

  public synchronized List<Media> media() {
    return media.values().stream().filter(file -> !file.isTrashed()).toList();
  }

  public synchronized List<Media> trash() {
    return media.values().stream().filter(Media::isTrashed).toList();
  }

  public synchronized boolean contains(String id) {
    return media.containsKey(id);
  }

  public synchronized boolean isTrashed(String id) {
    return findTrashed(id).isPresent();
  }

  synchronized Optional<Media> findTrashed(String id) {
    return Optional.ofNullable(media.get(id)).filter(Media::isTrashed);
  }

  /** The files that a search finds, oldest first; changes within the search lag are not visible. */
  public List<Media> searchable() {
    return searchIndex.inOrder(MediaQuery.CREATED).stream()
        .filter(file -> !file.isTrashed())
        .toList();
  }

  /** The index behind searches; it includes files in the trash. */
  LaggedIndex<Media> searchIndex() {
    return searchIndex;
  }

  public synchronized Gallery gallery(String id) {
    return Optional.ofNullable(galleries.get(id))
        .orElseThrow(() -> PhotoShelterApiException.notFound("Gallery", id));
  }

  public synchronized List<Gallery> galleries() {
    return List.copyOf(galleries.values());
  }

  public synchronized MediaCollection collection(String id) {
    return Optional.ofNullable(collections.get(id))
        .orElseThrow(() -> PhotoShelterApiException.notFound("Collection", id));
  }

  synchronized Optional<MediaCollection> findCollection(String id) {
    return Optional.ofNullable(collections.get(id));
  }

  public synchronized List<MediaCollection> collections() {
    return List.copyOf(collections.values());
  }

  /** The files of a gallery with the time at which each was added. */
  public synchronized Map<String, Instant> filesOf(String gallery) {
    return new LinkedHashMap<>(mediaByGallery.getOrDefault(gallery(gallery).id(), Map.of()));
  }

  /** The files of a gallery in the order in which they were added. */
  public synchronized List<Media> mediaIn(String gallery) {
    return mediaByGallery.getOrDefault(gallery(gallery).id(), Map.of()).keySet().stream()
        .map(this::media)
        .toList();
  }

  public synchronized List<Gallery> galleriesOf(String mediaId) {
    return galleriesByMedia.getOrDefault(mediaId, Set.of()).stream().map(this::gallery).toList();
  }

  synchronized boolean isInGallery(Gallery gallery, String mediaId) {
    return galleriesByMedia.getOrDefault(mediaId, Set.of()).contains(gallery.id());
  }

  /** The current and former galleries of a file, including deleted ones. */
  public synchronized List<Gallery> galleriesEverOf(String mediaId) {
    return Stream.concat(
            galleriesByMedia.getOrDefault(mediaId, Set.of()).stream(),
            history.galleriesOf(mediaId).stream())
        .flatMap(id -> Stream.ofNullable(galleries.getOrDefault(id, history.deletedGallery(id))))
        .toList();
  }

  /** The current and former keywords of a file. */
  public synchronized Set<String> keywordsEverOf(String mediaId) {
    var words = new LinkedHashSet<>(history.keywordsOf(mediaId));
    Optional.ofNullable(media.get(mediaId)).ifPresent(file -> words.addAll(file.iptc().keywords()));
    return words;
  }

  public synchronized List<Gallery> galleriesIn(@Nullable String collection) {
    return galleries.values().stream()
        .filter(gallery ->
            collection == null
                ? gallery.parents().isEmpty()
                : gallery.parents().contains(collection))
        .toList();
  }

  public synchronized List<MediaCollection> collectionsIn(@Nullable String collection) {
    return collections.values().stream()
        .filter(each -> Objects.equals(each.parent(), collection))
        .toList();
  }

  /** The collection and those above it, nearest first. */
  public synchronized List<MediaCollection> ancestors(@Nullable String collection) {
    var path = new ArrayList<MediaCollection>();
    for (var next = collection; next != null; next = path.getLast().parent()) {
      path.add(collection(next));
    }
    return path;
  }

  /**
   * The paths of a gallery from the root, with its own name last: one for each collection that
   * contains it.
   */
  public synchronized List<String> paths(Gallery gallery) {
    return gallery.parents().stream()
        .map(this::findCollection)
        .flatMap(Optional::stream)
        .map(parent -> path(parent) + "/" + gallery.name())
        .toList();
  }

  /** The path of a collection from the root. */
  public String path(MediaCollection collection) {
    return ancestors(collection.id()).reversed().stream()
        .map(MediaCollection::name)
        .collect(Collectors.joining("/"));
  }

  public byte[] bytes(Media file) {
    return contentAddressedStore.read(file.original());
  }

  // ---- changes

  /** The number of files, including those in the trash. */
  synchronized int size() {
    return media.size();
  }

  /** Puts seeded files into a gallery. */
  synchronized void addSeededFiles(Gallery gallery, SeededFiles files) {
    commit(List.of(new Stocked(gallery.id(), files, now())));
  }

  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  public static List<String> without(List<String> ids, String id) {
    return ids.stream().filter(each -> !each.equals(id)).toList();
  }

  /** Writes changes to the journal and applies them, all or none. */
  synchronized void commit(List<LibraryChange> changes) {
    changeJournal.append(changes);
    changes.forEach(this::apply);
    changeCounter.increment();
    changes.forEach(each -> onEffect.accept(each.getClass().getSimpleName(), each.subjectId()));
  }

  private void apply(LibraryChange change) {
    switch (change) {
      case MediaStored(var file) -> {
        Optional.ofNullable(media.put(file.id(), file))
            .ifPresent(before -> history.recordLostKeywords(before, file));
        searchIndex.put(file.id(), file);
      }
      case GalleryStored(var gallery) -> galleries.put(gallery.id(), gallery);
      case GalleryDeleted(var id) ->
          Optional.ofNullable(galleries.remove(id)).ifPresent(history::recordDeletion);
      case CollectionStored(var collection) -> collections.put(collection.id(), collection);
      case CollectionDeleted(var id) -> collections.remove(id);
      case FilePut(var gallery, var file, var at) -> {
        mediaByGallery.computeIfAbsent(gallery, _ -> new LinkedHashMap<>()).put(file, at);
        galleriesByMedia.computeIfAbsent(file, _ -> new LinkedHashSet<>()).add(gallery);
      }
      case FileTakenOut(var gallery, var file, _) -> {
        mediaByGallery.getOrDefault(gallery, Map.of()).remove(file);
        galleriesByMedia.getOrDefault(file, Set.of()).remove(gallery);
        history.recordRemoval(gallery, file);
      }
      case Stocked(var gallery, var seeded, var at) ->
          seeded
              .all()
              .forEach(file -> {
                apply(new MediaStored(file));
                apply(new FilePut(gallery, file.id(), at));
              });
    }
  }
}
