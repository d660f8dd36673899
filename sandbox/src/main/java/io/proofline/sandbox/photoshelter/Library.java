package io.proofline.sandbox.photoshelter;

import io.proofline.sandbox.journal.Journal;
import io.proofline.sandbox.photoshelter.LibraryChange.CollectionDeleted;
import io.proofline.sandbox.photoshelter.LibraryChange.CollectionStored;
import io.proofline.sandbox.photoshelter.LibraryChange.FilePut;
import io.proofline.sandbox.photoshelter.LibraryChange.FileTakenOut;
import io.proofline.sandbox.photoshelter.LibraryChange.GalleryDeleted;
import io.proofline.sandbox.photoshelter.LibraryChange.GalleryStored;
import io.proofline.sandbox.photoshelter.LibraryChange.MediaStored;
import io.proofline.sandbox.photoshelter.LibraryChange.Stocked;
import io.proofline.sandbox.photoshelter.PhotoShelterSettings.Switch;
import io.proofline.sandbox.picture.EmbeddedMetadata;
import io.proofline.sandbox.picture.Iptc;
import io.proofline.sandbox.picture.Originals;
import io.proofline.sandbox.picture.Picture;
import io.proofline.sandbox.web.Faults;
import io.proofline.sandbox.web.LaggedView;
import io.proofline.sandbox.web.Revision;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The library: files, galleries, collections, and who sits where. Every change is journalled first.
 * Long, because what is looked at and what is changed share one lock: a file leaves its last
 * gallery and goes to the trash in one change or not at all.
 */
final class Library implements AutoCloseable {
  private final Map<String, Media> media = new LinkedHashMap<>();
  private final Map<String, Gallery> galleries = new LinkedHashMap<>();
  private final Map<String, MediaCollection> collections = new LinkedHashMap<>();
  private final Map<String, Map<String, Instant>> files = new LinkedHashMap<>();
  private final Map<String, Set<String>> homes = new LinkedHashMap<>();
  private final Past past = new Past();
  private final LaggedView<Media> index;
  private final PhotoShelterSettings settings;
  private final Originals originals;
  private final Clock clock;
  private final Revision revision;
  private final Journal<LibraryChange> journal;
  private BiConsumer<String, String> onEffect = (_, _) -> {};

  Library(
      Path directory,
      PhotoShelterSettings settings,
      Originals originals,
      Clock clock,
      Revision revision) {
    this.settings = settings;
    this.originals = originals;
    this.clock = clock;
    this.revision = revision;
    this.index = MediaQuery.index(settings, clock);
    this.journal =
        Journal.open(directory.resolve("photoshelter.jsonl"), LibraryChange.class, this::apply);
    index.settle();
  }

  @Override
  public void close() {
    journal.close();
  }

  /** Who is told the name of each change and the id of what changed. */
  synchronized void onEffect(BiConsumer<String, String> listener) {
    onEffect = listener;
  }

  /** Faults that may let searches lag. */
  void troubledBy(Faults faults) {
    index.troubledBy(faults);
  }

  // ---- what is there

  synchronized boolean isEmpty() {
    return media.isEmpty() && galleries.isEmpty();
  }

  /** A file that is not in the trash. */
  synchronized Media media(String id) {
    var found = media.get(id);
    if (found == null || found.isTrashed()) {
      throw Refused.notFound("Media", id);
    }
    return found;
  }

  synchronized List<Media> media() {
    return media.values().stream().filter(file -> !file.isTrashed()).toList();
  }

  synchronized List<Media> trash() {
    return media.values().stream().filter(Media::isTrashed).toList();
  }

  synchronized boolean knows(String id) {
    return media.containsKey(id);
  }

  synchronized boolean isTrashed(String id) {
    return Optional.ofNullable(media.get(id)).filter(Media::isTrashed).isPresent();
  }

  /** What a search finds, oldest first: the library as it was before the search lag. */
  List<Media> searchable() {
    return index.inOrder(MediaQuery.CREATED).stream().filter(file -> !file.isTrashed()).toList();
  }

  /** What a search looks into, with what lies in the trash. */
  LaggedView<Media> index() {
    return index;
  }

  synchronized Gallery gallery(String id) {
    return Optional.ofNullable(galleries.get(id))
        .orElseThrow(() -> Refused.notFound("Gallery", id));
  }

  synchronized List<Gallery> galleries() {
    return List.copyOf(galleries.values());
  }

  synchronized MediaCollection collection(String id) {
    return Optional.ofNullable(collections.get(id))
        .orElseThrow(() -> Refused.notFound("Collection", id));
  }

  synchronized Optional<MediaCollection> findCollection(String id) {
    return Optional.ofNullable(collections.get(id));
  }

  synchronized List<MediaCollection> collections() {
    return List.copyOf(collections.values());
  }

  /** The files of a gallery with the time at which each was put there. */
  synchronized Map<String, Instant> filesOf(String gallery) {
    return new LinkedHashMap<>(files.getOrDefault(gallery(gallery).id(), Map.of()));
  }

  /** The files of a gallery in the order in which they were put there. */
  synchronized List<Media> mediaIn(String gallery) {
    return files.getOrDefault(gallery(gallery).id(), Map.of()).keySet().stream()
        .map(this::media)
        .toList();
  }

  synchronized List<Gallery> galleriesOf(String mediaId) {
    return homes.getOrDefault(mediaId, Set.of()).stream().map(this::gallery).toList();
  }

  /** The galleries that a file is in or was in, also those that are deleted now. */
  synchronized List<Gallery> everGalleriesOf(String mediaId) {
    return Stream.concat(
            homes.getOrDefault(mediaId, Set.of()).stream(), past.galleriesOf(mediaId).stream())
        .flatMap(id -> Stream.ofNullable(galleries.getOrDefault(id, past.deletedGallery(id))))
        .toList();
  }

  /** The keywords that a file has or had. */
  synchronized Set<String> everKeywordsOf(String mediaId) {
    var words = new LinkedHashSet<>(past.keywordsOf(mediaId));
    Optional.ofNullable(media.get(mediaId)).ifPresent(file -> words.addAll(file.iptc().keywords()));
    return words;
  }

  synchronized List<Gallery> galleriesIn(@Nullable String collection) {
    return galleries.values().stream()
        .filter(gallery ->
            collection == null
                ? gallery.parents().isEmpty()
                : gallery.parents().contains(collection))
        .toList();
  }

  synchronized List<MediaCollection> collectionsIn(@Nullable String collection) {
    return collections.values().stream()
        .filter(each -> java.util.Objects.equals(each.parent(), collection))
        .toList();
  }

  /** The collections above, nearest first. */
  synchronized List<MediaCollection> above(@Nullable String collection) {
    var path = new ArrayList<MediaCollection>();
    for (var next = collection; next != null; next = path.getLast().parent()) {
      path.add(collection(next));
    }
    return path;
  }

  /** From the root, with its own name last: one for each collection that a gallery sits in. */
  synchronized List<String> paths(Gallery gallery) {
    return gallery.parents().stream()
        .map(this::findCollection)
        .flatMap(Optional::stream)
        .map(parent -> path(parent) + "/" + gallery.name())
        .toList();
  }

  /** A collection's, from the root. */
  String path(MediaCollection collection) {
    return above(collection.id()).reversed().stream()
        .map(MediaCollection::name)
        .collect(Collectors.joining("/"));
  }

  byte[] bytes(Media file) {
    return originals.read(file.original());
  }

  // ---- what changes

  /** How many files there ever were, those in the trash with them. */
  synchronized int size() {
    return media.size();
  }

  /** Puts seeded files into a gallery. */
  synchronized void stock(Gallery gallery, SeededFiles files) {
    change(new Stocked(gallery.id(), files, now()));
  }

  /** A new file; its metadata is what is embedded in it. */
  synchronized Media upload(
      byte[] bytes,
      String fileName,
      String creator,
      boolean searchable,
      Optional<Gallery> gallery) {
    var picture = Picture.measure(bytes);
    var kind = picture.isPresent() ? Media.Kind.IMAGE : MediaKinds.byName(fileName);
    var now = now();
    var stored =
        new Media(
            Ids.starting(kind.prefix()),
            kind,
            fileName,
            originals.store(bytes),
            bytes.length,
            picture.map(size -> size.width).orElse(0),
            picture.map(size -> size.height).orElse(0),
            creator,
            0,
            searchable,
            EmbeddedMetadata.read(bytes),
            false,
            now,
            now,
            null);
    var changes = new ArrayList<LibraryChange>();
    changes.add(new MediaStored(stored));
    gallery.ifPresent(home -> changes.add(new FilePut(home.id(), stored.id(), now)));
    change(changes);
    return stored;
  }

  synchronized Media describe(String mediaId, UnaryOperator<Iptc> edit) {
    var before = media(mediaId);
    var after = edit.apply(before.iptc());
    var modified = settings.has(Switch.IPTC_EDIT_MOVES_MODIFIED) ? now() : before.modifiedAt();
    var described = before.described(after, modified);
    var stored =
        settings.has(Switch.IPTC_EDIT_CHANGES_FILE_SIZE)
            ? described.sized(before.fileSize() + 1)
            : described;
    change(new MediaStored(stored));
    return stored;
  }

  synchronized Media change(String mediaId, UnaryOperator<Media> edit) {
    var stored = edit.apply(media(mediaId));
    change(new MediaStored(stored));
    return stored;
  }

  /** Puts a file into a gallery; where it is already, nothing happens. */
  synchronized void put(String galleryId, String mediaId) {
    var gallery = gallery(galleryId);
    var file = media(mediaId);
    if (homes.getOrDefault(file.id(), Set.of()).contains(gallery.id())) {
      return;
    }
    var changes = new ArrayList<LibraryChange>();
    changes.add(new FilePut(gallery.id(), file.id(), now()));
    if (settings.has(Switch.MEMBERSHIP_MOVES_GALLERY_MODIFIED)) {
      changes.add(new GalleryStored(gallery.touched(now())));
    }
    change(changes);
  }

  /** Takes a file out of a gallery; out of its last one it goes to the trash. */
  synchronized void takeOut(String galleryId, String mediaId) {
    var gallery = gallery(galleryId);
    if (!homes.getOrDefault(mediaId, Set.of()).contains(gallery.id())) {
      throw Refused.notFound("Media", mediaId);
    }
    var changes = new ArrayList<LibraryChange>();
    changes.add(new FileTakenOut(gallery.id(), mediaId, now()));
    if (galleriesOf(mediaId).size() == 1) {
      changes.add(new MediaStored(media(mediaId).trashed(now())));
    }
    change(changes);
  }

  /** Moves a file to the trash and out of every gallery. */
  synchronized void trash(String mediaId) {
    var file = media(mediaId);
    var changes = new ArrayList<LibraryChange>();
    galleriesOf(mediaId).forEach(home -> changes.add(new FileTakenOut(home.id(), mediaId, now())));
    changes.add(new MediaStored(file.trashed(now())));
    change(changes);
  }

  /** Takes a file out of the trash; its galleries do not come back. */
  synchronized Media restore(String mediaId) {
    var file = media.get(mediaId);
    if (file == null || !file.isTrashed()) {
      throw Refused.notFound("Trashed media", mediaId);
    }
    var restored = file.trashed(null);
    change(new MediaStored(restored));
    return restored;
  }

  synchronized Gallery createGallery(
      String name, @Nullable String description, @Nullable String parent, String mode) {
    var parents = parent == null ? List.<String>of() : List.of(collection(parent).id());
    var now = now();
    var gallery =
        new Gallery(
            Ids.starting("G0000"),
            checkedName(name),
            description,
            parents,
            galleriesIn(parent).size() + 1,
            Ids.starting("A0000"),
            true,
            mode,
            now,
            now);
    change(new GalleryStored(gallery));
    return gallery;
  }

  synchronized Gallery changeGallery(String id, UnaryOperator<Gallery> edit) {
    var changed = edit.apply(gallery(id));
    checkedName(changed.name());
    changed.parents().forEach(this::collection);
    change(new GalleryStored(changed));
    return changed;
  }

  /** Deletes a gallery; files that sit nowhere else go to the trash. */
  synchronized void deleteGallery(String id) {
    filesOf(id).keySet().forEach(file -> takeOut(id, file));
    change(new GalleryDeleted(id));
  }

  synchronized MediaCollection createCollection(
      String name, @Nullable String description, @Nullable String parent) {
    if (parent != null) {
      collection(parent);
    }
    var now = now();
    var collection =
        new MediaCollection(
            Ids.starting("C0000"),
            checkedName(name),
            description,
            parent,
            collectionsIn(parent).size() + 1,
            Ids.starting("A0000"),
            true,
            "private",
            now,
            now);
    change(new CollectionStored(collection));
    return collection;
  }

  synchronized MediaCollection changeCollection(String id, UnaryOperator<MediaCollection> edit) {
    var changed = edit.apply(collection(id));
    checkedName(changed.name());
    change(new CollectionStored(changed));
    return changed;
  }

  /** Deletes a collection with all that sits only in it. */
  synchronized void deleteCollection(String id) {
    collection(id);
    collectionsIn(id).forEach(child -> deleteCollection(child.id()));
    for (var gallery : galleriesIn(id)) {
      if (gallery.parents().size() == 1) {
        deleteGallery(gallery.id());
      } else {
        changeGallery(gallery.id(), each -> each.in(without(each.parents(), id), now()));
      }
    }
    change(new CollectionDeleted(id));
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  static List<String> without(List<String> ids, String id) {
    return ids.stream().filter(each -> !each.equals(id)).toList();
  }

  private static String checkedName(String name) {
    if (name.isBlank() || name.length() > 100) {
      throw Refused.badRequest("A name has 1 to 100 characters");
    }
    return name;
  }

  private void change(LibraryChange change) {
    change(List.of(change));
  }

  private void change(List<LibraryChange> changes) {
    journal.append(changes);
    changes.forEach(this::apply);
    revision.move();
    changes.forEach(each -> onEffect.accept(each.getClass().getSimpleName(), each.about()));
  }

  private void apply(LibraryChange change) {
    switch (change) {
      case MediaStored(var file) -> {
        Optional.ofNullable(media.put(file.id(), file))
            .ifPresent(before -> past.described(before, file));
        index.put(file.id(), file);
      }
      case GalleryStored(var gallery) -> galleries.put(gallery.id(), gallery);
      case GalleryDeleted(var id) ->
          Optional.ofNullable(galleries.remove(id)).ifPresent(past::deleted);
      case CollectionStored(var collection) -> collections.put(collection.id(), collection);
      case CollectionDeleted(var id) -> collections.remove(id);
      case FilePut(var gallery, var file, var at) -> {
        files.computeIfAbsent(gallery, _ -> new LinkedHashMap<>()).put(file, at);
        homes.computeIfAbsent(file, _ -> new LinkedHashSet<>()).add(gallery);
      }
      case FileTakenOut(var gallery, var file, _) -> {
        files.getOrDefault(gallery, Map.of()).remove(file);
        homes.getOrDefault(file, Set.of()).remove(gallery);
        past.tookOut(gallery, file);
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
