package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.containers.Container;
import io.proofline.workers.containers.ContainerApi;
import io.proofline.workers.containers.PathSegment;
import io.proofline.workers.photoshelter.Readings.Inheritance;
import io.proofline.workers.photoshelter.Readings.Making;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Galleries, and the collections above them. A hidden gallery is made by v3 whatever the setting:
 * only that hides it from its first moment. Others are told to inherit who can see them; when that
 * fails they stand as the library made them, which the log says.
 */
public final class Galleries implements ContainerApi {

  private static final Logger LOG = LoggerFactory.getLogger(Galleries.class);

  private final PhotoShelterClient library;
  private final PhotoShelterV3 v3;
  private final Readings readings;

  public Galleries(PhotoShelterClient library, PhotoShelterV3 v3, Readings readings) {
    this.library = library;
    this.v3 = v3;
    this.readings = readings;
  }

  @Override
  public ContainerSystem system() {
    return ContainerSystem.GALLERY;
  }

  @Override
  public CallResult<List<Container>> listUnder(PathSegment pathSegment) {
    return library.under(pathSegment.parent(), kind(pathSegment));
  }

  @Override
  public CallResult<Optional<String>> create(PathSegment pathSegment, boolean hidden) {
    return made(pathSegment, hidden)
        .map(id -> {
          if (!hidden) {
            id.ifPresent(it -> inherit(pathSegment, it));
          }
          return id;
        });
  }

  private CallResult<Optional<String>> made(PathSegment pathSegment, boolean hidden) {
    if (readings.containers() != Making.V3 && !(hidden && pathSegment.last())) {
      return library.make(kind(pathSegment), fields(pathSegment), readings.containers());
    }
    return pathSegment.last()
        ? v3.insertGallery(pathSegment.parent(), pathSegment.name(), hidden)
        : v3.insertCollection(pathSegment.parent(), pathSegment.name(), hidden);
  }

  private static Map<String, String> fields(PathSegment pathSegment) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("name", pathSegment.name());
    if (pathSegment.parent() != null) {
      fields.put("parent", pathSegment.parent());
    }
    return fields;
  }

  /** Who makes it must know its id even when this fails. */
  private void inherit(PathSegment pathSegment, String id) {
    var parent = pathSegment.parent();
    if (parent == null || readings.inheritance() == Inheritance.BY_ITSELF) {
      return;
    }
    switch (v3.inherit(kind(pathSegment), id, parent)) {
      case Success<Boolean> _ -> {}
      case Failure<Boolean>(var error) ->
          LOG.warn(
              "{} {} does not inherit who can see it: {}", kind(pathSegment), id, error.text());
    }
  }

  private static String kind(PathSegment pathSegment) {
    return pathSegment.last() ? "gallery" : "collection";
  }
}
