package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.GalleryRef;
import io.proofline.schemas.avro.MediaType;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads an asset as a whole: its record, IPTC and galleries with their paths. */
public final class SnapshotReader {

  private final PhotoShelterClient library;
  private final GalleryPaths paths;
  private final InstantSource clock;

  public SnapshotReader(PhotoShelterClient library, GalleryPaths paths, InstantSource clock) {
    this.library = library;
    this.paths = paths;
    this.clock = clock;
  }

  /** The asset as it is now, not as part of a baseline. */
  public CallResult<AssetSnapshot> read(String asset) {
    var began = clock.instant();
    return library.readMedia(asset).then(media -> read(media, began));
  }

  private CallResult<AssetSnapshot> read(Media media, Instant began) {
    return iptc(media)
        .then(iptc ->
            library
                .galleriesOf(media.id())
                .then(this::withPaths)
                .map(galleries -> snapshot(media, iptc, galleries, began)));
  }

  /** Other types have no IPTC; what they have instead is read here later. */
  private CallResult<Iptc> iptc(Media media) {
    return media.type() == MediaType.IMAGE ? library.readIptc(media.id()) : new Done<>(Iptc.NONE);
  }

  private CallResult<List<GalleryRef>> withPaths(List<Gallery> galleries) {
    var refs = new ArrayList<GalleryRef>();
    for (Gallery gallery : galleries) {
      switch (paths.of(gallery)) {
        case Done<String>(var path) -> refs.add(new GalleryRef(gallery.id(), path, List.of()));
        case CallResult.Failed<String>(var error) -> {
          return new CallResult.Failed<>(error);
        }
      }
    }
    return new Done<>(refs.stream().sorted(Comparator.comparing(GalleryRef::getId)).toList());
  }

  private static AssetSnapshot snapshot(
      Media media, Iptc iptc, List<GalleryRef> galleries, Instant began) {
    return AssetSnapshot.newBuilder()
        .setAssetId(media.id())
        .setReadingBeganAt(began)
        .setFileName(media.fileName())
        .setMediaType(media.type())
        .setFileSize(media.fileSize())
        .setModifiedAt(media.modifiedAt())
        .setWidth(media.width())
        .setHeight(media.height())
        .setGalleries(galleries)
        .setKeywords(iptc.keywords())
        .setEditStatus(iptc.field("edit_status"))
        .build();
  }
}
