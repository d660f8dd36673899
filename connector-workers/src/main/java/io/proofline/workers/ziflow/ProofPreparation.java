package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.FileKind;
import io.proofline.schemas.avro.MediaType;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.files.DownloadedFile;
import io.proofline.workers.files.Spool;
import io.proofline.workers.metadata.ImageData;
import io.proofline.workers.photoshelter.IptcMetadata;
import io.proofline.workers.photoshelter.Media;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Reads a proof's file into the spool and the texts of its templates from the library. */
final class ProofPreparation {

  private final PhotoShelterClient library;
  private final Spool spool;
  private final ProofTexts proofTexts;

  ProofPreparation(PhotoShelterClient library, Spool spool, ProofTexts proofTexts) {
    this.library = library;
    this.spool = spool;
    this.proofTexts = proofTexts;
  }

  /** The id of a command's file in the spool. */
  static String spoolId(Command command) {
    return Spool.idOf(command.getCommandId());
  }

  /** Fetches the file and the texts, if they are missing. */
  CallResult<Boolean> prepare(Command command) {
    boolean hasFile = spool.find(spoolId(command)).isPresent();
    boolean hasWording = proofTexts.find(command).isPresent();
    if (hasFile && hasWording) {
      return new Success<>(true);
    }
    return library
        .readMedia(command.getAssetId())
        .then(media ->
            (hasWording ? new Success<>(true) : prepareTexts(command, media))
                .then(_ -> hasFile ? new Success<>(true) : fetchFile(command, media)));
  }

  private CallResult<Boolean> prepareTexts(Command command, Media media) {
    return iptc(media)
        .map(iptcMetadata -> {
          proofTexts.put(command, iptcMetadata::templateValue);
          return true;
        });
  }

  /** IPTC metadata; empty for other types than images. */
  private CallResult<IptcMetadata> iptc(Media media) {
    return media.type() == MediaType.IMAGE
        ? library.readIptc(media.id())
        : new Success<>(IptcMetadata.NONE);
  }

  private CallResult<Boolean> fetchFile(Command command, Media media) {
    boolean jpeg = isJpegRequested(command, media);
    var name = jpeg ? jpegName(media.fileName()) : media.fileName();
    return spool
        .store(spoolId(command), name, target -> download(jpeg, media, target))
        .map(_ -> true);
  }

  private CallResult<DownloadedFile> download(boolean jpeg, Media media, Path target) {
    return jpeg
        ? originalImageData(media)
            .then(picture ->
                library.downloadJpeg(media, target).map(file -> file.withImageData(picture)))
        : library.download(media, target);
  }

  /**
   * The original's image data, with which later fingerprints are compared, even if reviewers see a
   * JPEG.
   */
  private CallResult<Optional<ImageData>> originalImageData(Media media) {
    return spool
        .withTemporaryFile(original -> library.download(media, original))
        .map(file -> Optional.ofNullable(file.imageData()));
  }

  /** Videos, audio files and documents have no JPEG, so their original is used. */
  private static boolean isJpegRequested(Command command, Media media) {
    var asked = Objects.requireNonNull(command.getCreateProof()).getFile();
    return asked == FileKind.JPEG && media.type() == MediaType.IMAGE;
  }

  private static String jpegName(String name) {
    return name.matches("(?i).+\\.jpe?g")
        ? name
        : name.replaceFirst("(?<=.)\\.[^.]*$", "") + ".jpg";
  }
}
