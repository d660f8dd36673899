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
 * Two hidden galleries and a file of our own, on which every change that Proofline makes is tried
 * and read back. Only its own test data are removed in the end.
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

  /** Tries all once; {@code id} is part of every name. */
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
    var what = "Trial: a gallery is made";
    var made = v3.insertGallery(null, name, true);
    // after a silent answer it may be there: its name is nobody else's
    var id =
        made instanceof Success<Optional<String>>(var told) && told.isPresent()
            ? told
            : findByName(name);
    id.ifPresent(galleries::add);
    if (made instanceof Failure<Optional<String>>(var error)) {
      results.add(fail(what, error.text(), "May this user make galleries, and is v3's key right?"));
      return Optional.empty();
    }
    if (id.isEmpty()) {
      results.add(
          fail(what, "it is not found afterwards", "Look for '%s' and remove it.".formatted(name)));
    } else if (galleries.size() == 1) {
      results.add(pass(what, "hidden, by v3"));
    }
    return id;
  }

  private Optional<String> findByName(String name) {
    return library.galleriesNamed(name) instanceof Success<List<Gallery>>(var found)
        ? found.stream().filter(gallery -> gallery.name().equals(name)).map(Gallery::id).findFirst()
        : Optional.empty();
  }

  private void probeHidden(String gallery) {
    var what = "Trial: a hidden gallery is hidden";
    results.add(
        ProbeResult.of(
            library.audience(gallery),
            mode ->
                mode.filter("private"::equals).isPresent()
                    ? pass(what, "its mode is private")
                    : warn(
                        what,
                        "its mode is " + mode.orElse("not told"),
                        "Make the gallery for what is withdrawn by hand, and hide it."),
            failOnError(what, "May this user read permissions?")));
  }

  private Optional<String> uploadFile(String gallery, String name) {
    var what = "Trial: a file is uploaded";
    var picture = sampleImage();
    try {
      var sent = v3.upload(picture, name, "image/jpeg", gallery);
      if (sent instanceof Failure<Optional<String>>(var error)) {
        results.add(fail(what, error.text(), "May this user upload?"));
      }
      var lies = library.children(gallery);
      var id =
          lies instanceof Success<List<String>>(var ids)
              ? ids.stream().findFirst()
              : Optional.<String>empty();
      uploadedFile = id.or(() -> sent instanceof Success<Optional<String>>(var told) ? told : id);
      if (id.isPresent()) {
        results.add(pass(what, "and is in its gallery"));
      } else if (sent instanceof Success) {
        results.add(
            fail(
                what,
                "it is not in its gallery afterwards",
                "Ask again in a minute: listings may lag."));
      }
      return id;
    } finally {
      picture.toFile().delete();
    }
  }

  private void probeMembership(String file, String gallery) {
    var what = "Trial: a file enters a gallery (gallery-body)";
    CallResult<Boolean> held =
        library.memberships().enter(gallery, file).then(_ -> library.isInGallery(gallery, file));
    var remedy = "Try photoshelter.readings.gallery-body: OBJECT_OF_LIST, LIST, then FORM.";
    results.add(
        ProbeResult.of(
            held,
            is -> is ? pass(what, "and is found there") : fail(what, "it is not there", remedy),
            failOnError(what, remedy)));
  }

  /** Out of its last gallery the file goes into the trash. Only test data are touched. */
  private void cleanUp() {
    uploadedFile.ifPresent(
        file -> galleries.forEach(gallery -> library.memberships().leave(gallery, file)));
    for (var gallery : galleries.reversed()) {
      if (library.deleteGallery(gallery) instanceof Failure<Boolean>(var error)) {
        results.add(
            warn(
                "Trial: all is removed",
                error.text(),
                "Remove gallery %s by hand, and its file.".formatted(gallery)));
      }
    }
    uploadedFile.ifPresent(this::probeTrashed);
  }

  /** What is in the trash is not known by its id any more. */
  private void probeTrashed(String file) {
    var what = "Trial: the file is trashed";
    var remedy = "Look for file %s in the library, and trash it by hand.".formatted(file);
    results.add(
        switch (library.readMedia(file)) {
          case Failure<Media>(NotFound _) -> pass(what, "it is not there any more");
          case Failure<Media>(var error) -> warn(what, error.text(), remedy);
          case Success<Media> _ -> warn(what, "it is still there", remedy);
        });
  }

  private static Path sampleImage() {
    try {
      var file = Files.createTempFile("proofline-doctor", ".jpg");
      ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "jpg", file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write a picture to try with", e);
    }
  }
}
