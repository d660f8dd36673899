package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import io.proofline.workers.containers.Container;
import io.proofline.workers.containers.Containers;
import io.proofline.workers.containers.Place;
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
public final class Galleries implements Containers {

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
  public CallResult<List<Container>> under(Place place) {
    return library.under(place.parent(), kind(place));
  }

  @Override
  public CallResult<Optional<String>> make(Place place, boolean hidden) {
    return made(place, hidden)
        .map(id -> {
          if (!hidden) {
            id.ifPresent(it -> inherit(place, it));
          }
          return id;
        });
  }

  private CallResult<Optional<String>> made(Place place, boolean hidden) {
    if (readings.containers() != Making.V3 && !(hidden && place.last())) {
      return library.make(kind(place), fields(place), readings.containers());
    }
    return place.last()
        ? v3.insertGallery(place.parent(), place.name(), hidden)
        : v3.insertCollection(place.parent(), place.name(), hidden);
  }

  private static Map<String, String> fields(Place place) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("name", place.name());
    if (place.parent() != null) {
      fields.put("parent", place.parent());
    }
    return fields;
  }

  /** Who makes it must know its id even when this fails. */
  private void inherit(Place place, String id) {
    var parent = place.parent();
    if (parent == null || readings.inheritance() == Inheritance.BY_ITSELF) {
      return;
    }
    switch (v3.inherit(kind(place), id, parent)) {
      case Done<Boolean> _ -> {}
      case Failed<Boolean>(var error) ->
          LOG.warn("{} {} does not inherit who can see it: {}", kind(place), id, error.text());
    }
  }

  private static String kind(Place place) {
    return place.last() ? "gallery" : "collection";
  }
}
