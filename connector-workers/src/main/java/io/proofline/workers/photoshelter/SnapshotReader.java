package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.GalleryRef;
import io.proofline.schemas.avro.MediaType;
import io.proofline.schemas.avro.Presence;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a whole asset: its record, IPTC, custom metadata, and galleries with their paths. */
public final class SnapshotReader {

  private static final String CUSTOM = "custom:";

  private final PhotoShelterClient library;
  private final GalleryPathCache paths;
  private final InstantSource clock;

  public SnapshotReader(PhotoShelterClient library, GalleryPathCache paths, InstantSource clock) {
    this.library = library;
    this.paths = paths;
    this.clock = clock;
  }

  /**
   * Reads the present state of an asset, without the baseline flag.
   *
   * @param asked fields whose texts the snapshot gets: IPTC names, or {@code custom:} and an id
   */
  public CallResult<AssetSnapshot> read(String asset, List<String> asked) {
    var began = clock.instant();
    return library
        .readMedia(asset)
        .then(media ->
            readTexts(media, asked)
                .then(assetTexts ->
                    library
                        .galleriesOf(media.id())
                        .then(this::withPaths)
                        .map(galleries -> snapshot(media, assetTexts, galleries, asked, began))));
  }

  /** The snapshot of an asset that was not found: only whether it is in the trash. */
  public CallResult<AssetSnapshot> readAbsent(String asset) {
    var began = clock.instant();
    return library
        .trashedIds()
        .map(trash ->
            AssetSnapshot.newBuilder()
                .setAssetId(asset)
                .setReadingBeganAt(began)
                .setPresence(
                    trash.map(ids -> ids.contains(asset)).orElse(true)
                        ? Presence.TRASHED
                        : Presence.GONE)
                .setFileName(asset)
                .setMediaType(MediaType.UNKNOWN)
                .build());
  }

  /** Only images have IPTC. */
  private CallResult<AssetTexts> readTexts(Media media, List<String> asked) {
    CallResult<IptcMetadata> iptc =
        media.type() == MediaType.IMAGE
            ? library.readIptc(media.id())
            : new Success<>(IptcMetadata.NONE);
    return iptc.then(read ->
        asked.stream().anyMatch(field -> field.startsWith(CUSTOM))
            ? library.readCustomFields(media.id()).map(custom -> new AssetTexts(read, custom))
            : new Success<>(new AssetTexts(read, CustomFieldValues.NONE)));
  }

  /** A gallery that was deleted since the listing is left out. */
  private CallResult<List<GalleryRef>> withPaths(List<Gallery> galleries) {
    var refs = new ArrayList<GalleryRef>();
    for (Gallery gallery : galleries) {
      switch (paths.find(gallery)) {
        case Success<GalleryRef>(var ref) -> refs.add(ref);
        case Failure<GalleryRef>(NotFound _) -> {}
        case Failure<GalleryRef>(var error) -> {
          return new Failure<>(error);
        }
      }
    }
    return new Success<>(refs.stream().sorted(Comparator.comparing(GalleryRef::getId)).toList());
  }

  private static AssetSnapshot snapshot(
      Media media,
      AssetTexts assetTexts,
      List<GalleryRef> galleries,
      List<String> asked,
      Instant began) {
    return AssetSnapshot.newBuilder()
        .setAssetId(media.id())
        .setReadingBeganAt(began)
        .setPresence(Presence.THERE)
        .setFileName(media.fileName())
        .setMediaType(media.type())
        .setFileSize(media.fileSize())
        .setModifiedAt(media.modifiedAt())
        .setWidth(media.width())
        .setHeight(media.height())
        .setGalleries(galleries)
        .setKeywords(assetTexts.iptc().keywords())
        .setEditStatus(assetTexts.iptc().field("edit_status"))
        .setFields(assetTexts.of(asked))
        .setUploader(media.uploader())
        .setUploadedAt(media.uploadedAt())
        .setOurMarker(assetTexts.iptc().marker())
        .build();
  }

  /** All texts of a file; snapshots get only the requested ones. */
  private record AssetTexts(IptcMetadata iptc, CustomFieldValues custom) {

    Map<String, String> of(List<String> asked) {
      var found = new TreeMap<String, String>();
      for (String name : asked) {
        var text =
            name.startsWith(CUSTOM)
                ? custom.field(name.substring(CUSTOM.length()))
                : iptc.field(name);
        if (text != null) {
          found.put(name, text);
        }
      }
      return found;
    }
  }
}
