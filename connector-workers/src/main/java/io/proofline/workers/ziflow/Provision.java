package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.FileKind;
import io.proofline.schemas.avro.MediaType;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.files.Received;
import io.proofline.workers.files.Spool;
import io.proofline.workers.photoshelter.Iptc;
import io.proofline.workers.photoshelter.Media;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.picture.Picture;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** What a proof needs of the library: its file in the spool, and the texts of its templates. */
final class Provision {

  private final PhotoShelterClient library;
  private final Spool spool;
  private final Wordings wordings;

  Provision(PhotoShelterClient library, Spool spool, Wordings wordings) {
    this.library = library;
    this.spool = spool;
    this.wordings = wordings;
  }

  /** The id under which a command's file is kept. */
  static String spoolId(Command command) {
    return Spool.idOf(command.getCommandId());
  }

  /** Fetches what is not there yet. */
  CallResult<Boolean> of(Command command) {
    boolean hasFile = spool.find(spoolId(command)).isPresent();
    boolean hasWording = wordings.find(command).isPresent();
    if (hasFile && hasWording) {
      return new Success<>(true);
    }
    return library
        .readMedia(command.getAssetId())
        .then(media ->
            (hasWording ? new Success<>(true) : wording(command, media))
                .then(_ -> hasFile ? new Success<>(true) : file(command, media)));
  }

  private CallResult<Boolean> wording(Command command, Media media) {
    return iptc(media)
        .map(iptc -> {
          wordings.keep(command, iptc::named);
          return true;
        });
  }

  /** Other types have no IPTC. */
  private CallResult<Iptc> iptc(Media media) {
    return media.type() == MediaType.IMAGE
        ? library.readIptc(media.id())
        : new Success<>(Iptc.NONE);
  }

  private CallResult<Boolean> file(Command command, Media media) {
    boolean jpeg = isJpegOf(command, media);
    var name = jpeg ? jpegName(media.fileName()) : media.fileName();
    return spool
        .keep(spoolId(command), name, target -> download(jpeg, media, target))
        .map(_ -> true);
  }

  private CallResult<Received> download(boolean jpeg, Media media, Path target) {
    return jpeg
        ? originalPicture(media)
            .then(picture ->
                library.downloadJpeg(media, target).map(file -> file.withPicture(picture)))
        : library.download(media, target);
  }

  /** What a later fingerprint is compared with is the original, whatever is looked at. */
  private CallResult<Optional<Picture>> originalPicture(Media media) {
    return spool
        .passing(original -> library.download(media, original))
        .map(file -> Optional.ofNullable(file.picture()));
  }

  /** Films, sounds and documents have no JPEG that could stand for them. */
  private static boolean isJpegOf(Command command, Media media) {
    var asked = Objects.requireNonNull(command.getCreateProof()).getFile();
    return asked == FileKind.JPEG && media.type() == MediaType.IMAGE;
  }

  private static String jpegName(String name) {
    return name.matches("(?i).+\\.jpe?g")
        ? name
        : name.replaceFirst("(?<=.)\\.[^.]*$", "") + ".jpg";
  }
}
