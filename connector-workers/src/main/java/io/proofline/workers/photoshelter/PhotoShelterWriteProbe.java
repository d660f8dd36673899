package io.proofline.workers.photoshelter;

import static io.proofline.workers.probe.ProbeResult.fail;
import static io.proofline.workers.probe.ProbeResult.failOnError;
import static io.proofline.workers.probe.ProbeResult.pass;
import static io.proofline.workers.probe.ProbeResult.warn;

import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.probe.ProbeResult;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Tries every change that Proofline makes in the library on two hidden galleries and a file of its
 * own, and reads each back. Removes only this test data at the end.
 */
public final class PhotoShelterWriteProbe {

  private final PhotoShelterClient library;
  private final PhotoShelterV3Client v3;
  private final List<ProbeResult> results = new ArrayList<>();
  private final List<String> galleries = new ArrayList<>();
  private Optional<String> uploadedFile = Optional.empty();

  public PhotoShelterWriteProbe(PhotoShelterClient library, PhotoShelterV3Client v3) {
    this.library = library;
    this.v3 = v3;
  }

  /** Runs all trials once; {@code id} is part of every name. */
  public List<ProbeResult> run(String id) {
    try {
      var first = createGallery("Proofline doctor %s a".formatted(id));
      first.ifPresent(this::probeHidden);
      first
          .flatMap(gallery -> uploadFile(gallery, "proofline-doctor-%s.jpg".formatted(id)))
          .ifPresent(file -> {
            results.addAll(new FieldWriteProbe(library, v3, first.orElseThrow(), file).run());
            createGallery("Proofline doctor %s b".formatted(id))
                .ifPresent(second -> probeMembership(file, second));
          });
    } finally {
      cleanUp();
    }
    return List.copyOf(results);
  }

  private Optional<String> createGallery(String name) {
    var check = "Trial: a gallery is made";
    var creation = v3.insertGallery(null, name, true);
    // after an unanswered call the gallery may exist; its name is unique
    var id =
        creation instanceof Success<Optional<String>>(var reported) && reported.isPresent()
            ? reported
            : findByName(name);
    id.ifPresent(galleries::add);
    if (creation instanceof Failure<Optional<String>>(var error)) {
      results.add(
          fail(check, error.text(), "Allow this user to create galleries, and check v3's key."));
      return Optional.empty();
    }
    if (id.isEmpty()) {
      results.add(
          fail(
              check,
              "not found after its creation",
              "Search for '%s' and delete it.".formatted(name)));
    } else if (galleries.size() == 1) {
      results.add(pass(check, "hidden, by v3"));
    }
    return id;
  }

  private Optional<String> findByName(String name) {
    return library.galleriesNamed(name) instanceof Success<List<Gallery>>(var found)
        ? found.stream().filter(gallery -> gallery.name().equals(name)).map(Gallery::id).findFirst()
        : Optional.empty();
  }

  private void probeHidden(String gallery) {
    var check = "Trial: a hidden gallery is hidden";
    results.add(
        ProbeResult.of(
            library.audience(gallery),
            mode ->
                mode.filter("private"::equals).isPresent()
                    ? pass(check, "its mode is private")
                    : warn(
                        check,
                        "its mode is " + mode.orElse("unknown"),
                        "Create the gallery for withdrawn assets by hand, and hide it."),
            failOnError(check, "Allow this user to read permissions.")));
  }

  private Optional<String> uploadFile(String gallery, String name) {
    var check = "Trial: a file is uploaded";
    var picture = sampleImage();
    try {
      var sent = v3.upload(picture, name, "image/jpeg", gallery);
      if (sent instanceof Failure<Optional<String>>(var error)) {
        results.add(fail(check, error.text(), "Allow this user to upload."));
      }
      var listed = library.children(gallery);
      var id =
          listed instanceof Success<List<String>>(var ids)
              ? ids.stream().findFirst()
              : Optional.<String>empty();
      uploadedFile =
          id.or(() -> sent instanceof Success<Optional<String>>(var reported) ? reported : id);
      if (id.isPresent()) {
        results.add(pass(check, "and is in its gallery"));
      } else if (sent instanceof Success) {
        results.add(
            fail(
                check,
                "not in its gallery after the upload",
                "Run doctor again in a minute: listings may lag."));
      }
      return id;
    } finally {
      picture.toFile().delete();
    }
  }

  private void probeMembership(String file, String gallery) {
    var check = "Trial: a file enters a gallery (gallery-body)";
    CallResult<Boolean> held =
        library.memberships().enter(gallery, file).then(_ -> library.isInGallery(gallery, file));
    var remedy = "Try photoshelter.readings.gallery-body: OBJECT_OF_LIST, LIST, then FORM.";
    results.add(
        ProbeResult.of(
            held,
            inside ->
                inside
                    ? pass(check, "and is listed there")
                    : fail(check, "not listed there", remedy),
            failOnError(check, remedy)));
  }

  /** Removed from its last gallery, the file goes into the trash. Only test data is deleted. */
  private void cleanUp() {
    uploadedFile.ifPresent(
        file -> galleries.forEach(gallery -> library.memberships().leave(gallery, file)));
    for (var gallery : galleries.reversed()) {
      if (library.deleteGallery(gallery) instanceof Failure<Boolean>(var error)) {
        results.add(
            warn(
                "Trial: the test data are removed",
                error.text(),
                "Delete gallery %s and its file by hand.".formatted(gallery)));
      }
    }
    uploadedFile.ifPresent(this::probeTrashed);
  }

  /** A file in the trash can't be read by its id. */
  private void probeTrashed(String file) {
    var check = "Trial: the file is trashed";
    var remedy = "Search for file %s in the library and trash it by hand.".formatted(file);
    results.add(
        switch (library.readMedia(file)) {
          case Failure<Media>(NotFound _) -> pass(check, "no longer in the library");
          case Failure<Media>(var error) -> warn(check, error.text(), remedy);
          case Success<Media> _ -> warn(check, "still in the library", remedy);
        });
  }

  private static Path sampleImage() {
    try {
      var file = Files.createTempFile("proofline-doctor", ".jpg");
      ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "jpg", file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write a sample picture", e);
    }
  }
}
