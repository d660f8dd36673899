package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.FieldText;
import io.proofline.schemas.avro.MediaType;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.ApiAssumptions.MarkerFallback;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds finals (stored approved versions) in the library by their marker, and completes them. Both
 * can be repeated.
 */
final class FiledFinals {

  /** More matches mean that the API ignored the filter. */
  private static final int MAX_MATCHES = 20;

  private final PhotoShelterClient library;
  private final PhotoShelterV3Client v3;
  private final ApiAssumptions apiAssumptions;

  FiledFinals(PhotoShelterClient library, PhotoShelterV3Client v3, ApiAssumptions apiAssumptions) {
    this.library = library;
    this.v3 = v3;
    this.apiAssumptions = apiAssumptions;
  }

  /** The result of looking for a final. */
  sealed interface Lookup {

    /** The asset is the final. */
    record Match(String id) implements Lookup {}

    /** The library has no such final. */
    record NoMatch() implements Lookup {}

    /** A file has its name in one of its galleries, and nothing shows whether it is the final. */
    record Ambiguous(String id) implements Lookup {}
  }

  /**
   * Looks for a final by its marker, and by its name in its galleries.
   *
   * @param length of the file to upload; null if unknown
   */
  CallResult<Lookup> find(FinalPlan plan, MediaType type, @Nullable Long length) {
    return findByMarker(plan.marker())
        .then(marked ->
            marked.isPresent()
                ? new Success<>(new Lookup.Match(marked.get()))
                : findByName(plan, type).then(ids -> identify(plan, ids, length)));
  }

  /**
   * Adds a final to its galleries and writes its missing metadata. Returns the differences that
   * remain when it is read back.
   */
  CallResult<Optional<String>> complete(FinalPlan plan, String id) {
    return ensureInGalleries(plan, id)
        .then(lacking ->
            lacking.isPresent()
                ? new Success<>(lacking)
                : library
                    .readMedia(id)
                    .then(media ->
                        media.type() == MediaType.IMAGE
                            ? writeMissing(plan, id)
                            : new Success<>(Optional.empty())));
  }

  private CallResult<Optional<String>> findByMarker(String marker) {
    return library
        .filtersWork()
        .then(work -> {
          if (!work) {
            return new Success<>(Optional.empty());
          }
          var byReference = findByMarker("trans_ref", marker);
          return apiAssumptions.markerElse() == MarkerFallback.KEYWORD
              ? byReference.then(found ->
                  found.isPresent() ? new Success<>(found) : findByMarker("keywords", marker))
              : byReference;
        });
  }

  /** Open question: whether the filter compares exactly; so it is compared here. */
  private CallResult<Optional<String>> findByMarker(String filter, String marker) {
    return library
        .firstPageWith(filter, marker)
        .then(ids ->
            ids.size() > MAX_MATCHES
                ? new Success<>(Optional.empty())
                : firstMatching(
                    ids,
                    id ->
                        library.readIptc(id).map(iptcMetadata -> hasMarker(iptcMetadata, marker))));
  }

  private CallResult<List<String>> findByName(FinalPlan plan, MediaType type) {
    var all = new LinkedHashSet<String>();
    for (String gallery : plan.galleries()) {
      var here =
          type == MediaType.IMAGE
              ? v3.imagesNamed(gallery, plan.stem())
              : library.newestNamed(gallery, plan.stem());
      switch (here.ifNotFound(new Success<>(List.of()))) {
        case Success<List<String>>(var ids) -> all.addAll(ids);
        case Failure<List<String>>(var error) -> {
          return new Failure<>(error);
        }
      }
    }
    return new Success<>(List.copyOf(all));
  }

  /**
   * A file of that name is the final if its marker, else its length, matches; a person may use the
   * name too.
   */
  private CallResult<Lookup> identify(FinalPlan plan, List<String> ids, @Nullable Long length) {
    Lookup doubt = new Lookup.NoMatch();
    for (String id : ids) {
      switch (identify(plan, id, length)) {
        case Success<Lookup>(Lookup.Match match) -> {
          return new Success<>(match);
        }
        case Success<Lookup>(Lookup.Ambiguous ambiguous) -> doubt = ambiguous;
        case Success<Lookup>(Lookup.NoMatch _) -> {}
        case Failure<Lookup>(var error) -> {
          return new Failure<>(error);
        }
      }
    }
    return new Success<>(doubt);
  }

  private CallResult<Lookup> identify(FinalPlan plan, String id, @Nullable Long length) {
    return library
        .readIptc(id)
        .then(iptcMetadata ->
            hasMarker(iptcMetadata, plan.marker())
                ? new Success<>(new Lookup.Match(id))
                : library.readMedia(id).map(media -> compareLength(media, length)));
  }

  private static Lookup compareLength(Media media, @Nullable Long length) {
    if (length == null || media.fileSize() == null) {
      return new Lookup.Ambiguous(media.id());
    }
    return length.equals(media.fileSize()) ? new Lookup.Match(media.id()) : new Lookup.NoMatch();
  }

  private static boolean hasMarker(IptcMetadata iptcMetadata, String marker) {
    var reference = iptcMetadata.field("trans_ref");
    return (reference != null && reference.strip().equals(marker))
        || iptcMetadata.keywords().contains(marker);
  }

  private static CallResult<Optional<String>> firstMatching(
      List<String> ids, Function<String, CallResult<Boolean>> is) {
    for (String id : ids) {
      switch (is.apply(id)) {
        case Success<Boolean>(var yes) when yes -> {
          return new Success<>(Optional.of(id));
        }
        case Success<Boolean> _ -> {}
        case Failure<Boolean>(var error) -> {
          return new Failure<>(error);
        }
      }
    }
    return new Success<>(Optional.empty());
  }

  private CallResult<Optional<String>> ensureInGalleries(FinalPlan plan, String id) {
    return library
        .galleriesOf(id)
        .then(now -> {
          var lacking = new ArrayList<>(plan.galleries());
          lacking.removeAll(now.stream().map(Gallery::id).toList());
          return lacking.isEmpty() ? new Success<>(Optional.empty()) : enterGalleries(lacking, id);
        });
  }

  /** A gallery that was deleted in the meantime is left out. */
  private CallResult<Optional<String>> enterGalleries(List<String> galleries, String id) {
    var expected = new ArrayList<String>();
    for (String gallery : galleries) {
      switch (library.memberships().enter(gallery, id)) {
        case Success<Boolean> _ -> expected.add(gallery);
        case Failure<Boolean>(NotFound notFound) -> {
          if (!(library.memberships().galleryExists(gallery) instanceof Success<Boolean>(var there))
              || there) {
            return new Failure<>(notFound);
          }
        }
        case Failure<Boolean>(var error) -> {
          return new Failure<>(error);
        }
      }
    }
    return library
        .galleriesOf(id)
        .map(now -> {
          expected.removeAll(now.stream().map(Gallery::id).toList());
          return expected.isEmpty()
              ? Optional.empty()
              : Optional.of("after the write, the final is not in %s".formatted(expected));
        });
  }

  private CallResult<Optional<String>> writeMissing(FinalPlan plan, String id) {
    return library
        .readFields(id, plan.fields())
        .then(found -> {
          var change = plan.iptcChange(found, apiAssumptions.keywords());
          var custom = FieldValues.onlyCustom(plan.differingFields(found));
          return change.isEmpty() && custom.isEmpty()
              ? new Success<>(Optional.empty())
              : write(id, change, custom).then(_ -> readBack(plan, id));
        });
  }

  private CallResult<Boolean> write(String id, Map<String, Object> change, List<FieldText> custom) {
    CallResult<Boolean> iptc =
        change.isEmpty() ? new Success<>(true) : library.writeIptc(id, change);
    return iptc.then(_ -> library.writeFields(id, custom));
  }

  private CallResult<Optional<String>> readBack(FinalPlan plan, String id) {
    return library
        .readFields(id, plan.fields())
        .map(found -> {
          var names =
              new ArrayList<>(
                  plan.differingFields(found).stream().map(FieldText::getName).toList());
          names.addAll(plan.iptcChange(found, apiAssumptions.keywords()).keySet());
          return names.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  "these fields differ after the write: %s"
                      .formatted(names.stream().distinct().toList()));
        });
  }
}
