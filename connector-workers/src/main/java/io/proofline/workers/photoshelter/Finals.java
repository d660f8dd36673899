package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.FieldText;
import io.proofline.schemas.avro.MediaType;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.Readings.MarkerElse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finals in the library: found by what marks them, and completed. Repeating either is no harm. */
final class Finals {

  /** More finds than that are no finds: the filter does not filter. */
  private static final int MOST_FINDS = 20;

  private final PhotoShelterClient library;
  private final PhotoShelterV3 v3;
  private final Readings readings;

  Finals(PhotoShelterClient library, PhotoShelterV3 v3, Readings readings) {
    this.library = library;
    this.v3 = v3;
    this.readings = readings;
  }

  /** What became of looking for a final. */
  sealed interface Find {

    /** This is it. */
    record Found(String id) implements Find {}

    /** There is none. */
    record None() implements Find {}

    /** A file of its name lies where it would, and nothing says whether it is ours. */
    record Doubtful(String id) implements Find {}
  }

  /**
   * Looks for a final by its marker, and by its name in the galleries that it was to lie in.
   *
   * @param length of the file that was to be uploaded; null where that is not known
   */
  CallResult<Find> find(FinalPlan plan, MediaType type, @Nullable Long length) {
    return marked(plan.marker())
        .then(marked ->
            marked.isPresent()
                ? new Success<>(new Find.Found(marked.get()))
                : named(plan, type).then(ids -> judged(plan, ids, length)));
  }

  /**
   * Puts a final into its galleries and writes what it does not say yet; tells what is still
   * otherwise when it is read back.
   */
  CallResult<Optional<String>> complete(FinalPlan plan, String id) {
    return inGalleries(plan, id)
        .then(lacking ->
            lacking.isPresent()
                ? new Success<>(lacking)
                : library
                    .readMedia(id)
                    .then(media ->
                        media.type() == MediaType.IMAGE
                            ? written(plan, id)
                            : new Success<>(Optional.empty())));
  }

  private CallResult<Optional<String>> marked(String marker) {
    return library
        .filtersWork()
        .then(work -> {
          if (!work) {
            return new Success<>(Optional.empty());
          }
          var byReference = marked("trans_ref", marker);
          return readings.markerElse() == MarkerElse.KEYWORD
              ? byReference.then(
                  found -> found.isPresent() ? new Success<>(found) : marked("keywords", marker))
              : byReference;
        });
  }

  /** Open question: whether the filter compares exactly; so it is compared here. */
  private CallResult<Optional<String>> marked(String filter, String marker) {
    return library
        .firstWith(filter, marker)
        .then(ids ->
            ids.size() > MOST_FINDS
                ? new Success<>(Optional.empty())
                : first(ids, id -> library.readIptc(id).map(iptc -> carries(iptc, marker))));
  }

  private CallResult<List<String>> named(FinalPlan plan, MediaType type) {
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
   * A file of that name is ours by its marker, else by its length; a person may name one so too.
   */
  private CallResult<Find> judged(FinalPlan plan, List<String> ids, @Nullable Long length) {
    Find doubt = new Find.None();
    for (String id : ids) {
      switch (judged(plan, id, length)) {
        case Success<Find>(Find.Found found) -> {
          return new Success<>(found);
        }
        case Success<Find>(Find.Doubtful doubtful) -> doubt = doubtful;
        case Success<Find>(Find.None _) -> {}
        case Failure<Find>(var error) -> {
          return new Failure<>(error);
        }
      }
    }
    return new Success<>(doubt);
  }

  private CallResult<Find> judged(FinalPlan plan, String id, @Nullable Long length) {
    return library
        .readIptc(id)
        .then(iptc ->
            carries(iptc, plan.marker())
                ? new Success<>(new Find.Found(id))
                : library.readMedia(id).map(media -> byLength(media, length)));
  }

  private static Find byLength(Media media, @Nullable Long length) {
    if (length == null || media.fileSize() == null) {
      return new Find.Doubtful(media.id());
    }
    return length.equals(media.fileSize()) ? new Find.Found(media.id()) : new Find.None();
  }

  private static boolean carries(Iptc iptc, String marker) {
    var reference = iptc.field("trans_ref");
    return (reference != null && reference.strip().equals(marker))
        || iptc.keywords().contains(marker);
  }

  private static CallResult<Optional<String>> first(
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

  private CallResult<Optional<String>> inGalleries(FinalPlan plan, String id) {
    return library
        .galleriesOf(id)
        .then(now -> {
          var lacking = new ArrayList<>(plan.galleries());
          lacking.removeAll(now.stream().map(Gallery::id).toList());
          return lacking.isEmpty() ? new Success<>(Optional.empty()) : entered(lacking, id);
        });
  }

  /** A gallery that was deleted meanwhile is left out. */
  private CallResult<Optional<String>> entered(List<String> galleries, String id) {
    var expected = new ArrayList<String>();
    for (String gallery : galleries) {
      switch (library.memberships().enter(gallery, id)) {
        case Success<Boolean> _ -> expected.add(gallery);
        case Failure<Boolean>(NotFound notFound) -> {
          if (!(library.memberships().isThere(gallery) instanceof Success<Boolean>(var there))
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
              : Optional.of("read back, it does not lie in %s".formatted(expected));
        });
  }

  private CallResult<Optional<String>> written(FinalPlan plan, String id) {
    return library
        .readFields(id, plan.fields())
        .then(found -> {
          var change = plan.change(found, readings.keywords());
          var custom = FieldTexts.onlyCustom(plan.due(found));
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
          var names = new ArrayList<>(plan.due(found).stream().map(FieldText::getName).toList());
          names.addAll(plan.change(found, readings.keywords()).keySet());
          return names.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  "read back, %s say otherwise".formatted(names.stream().distinct().toList()));
        });
  }
}
