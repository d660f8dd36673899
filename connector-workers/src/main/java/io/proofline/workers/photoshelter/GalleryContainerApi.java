package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.containers.Container;
import io.proofline.workers.containers.ContainerApi;
import io.proofline.workers.containers.PathSegment;
import io.proofline.workers.photoshelter.ApiAssumptions.ContainerCreation;
import io.proofline.workers.photoshelter.ApiAssumptions.PermissionInheritance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists and creates galleries and collections. A hidden gallery is always created by v3, since only
 * v3 hides it from its creation on. Others get a call to inherit their visibility; if that fails,
 * they keep the library's default, which is logged.
 */
final class GalleryContainerApi implements ContainerApi {

  private static final Logger LOG = LoggerFactory.getLogger(GalleryContainerApi.class);

  private final PhotoShelterClient library;
  private final PhotoShelterV3Client v3;
  private final ApiAssumptions apiAssumptions;

  GalleryContainerApi(
      PhotoShelterClient library, PhotoShelterV3Client v3, ApiAssumptions apiAssumptions) {
    this.library = library;
    this.v3 = v3;
    this.apiAssumptions = apiAssumptions;
  }

  @Override
  public ContainerSystem system() {
    return ContainerSystem.GALLERY;
  }

  @Override
  public CallResult<List<Container>> listUnder(PathSegment pathSegment) {
    return library.containersUnder(pathSegment.parent(), kind(pathSegment));
  }

  @Override
  public CallResult<Optional<String>> create(PathSegment pathSegment, boolean hidden) {
    return createContainer(pathSegment, hidden)
        .map(id -> {
          if (!hidden) {
            id.ifPresent(it -> inheritPermissions(pathSegment, it));
          }
          return id;
        });
  }

  private CallResult<Optional<String>> createContainer(PathSegment pathSegment, boolean hidden) {
    if (apiAssumptions.containers() != ContainerCreation.V3 && !(hidden && pathSegment.last())) {
      return library.createContainer(
          kind(pathSegment), fields(pathSegment), apiAssumptions.containers());
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

  /** A failure is logged only: the container exists, and the caller needs its id. */
  private void inheritPermissions(PathSegment pathSegment, String id) {
    var parent = pathSegment.parent();
    if (parent == null || apiAssumptions.inheritance() == PermissionInheritance.BY_ITSELF) {
      return;
    }
    switch (v3.inheritPermissions(kind(pathSegment), id, parent)) {
      case Success<Boolean> _ -> {}
      case Failure<Boolean>(var error) ->
          LOG.warn(
              "{} {} does not inherit its visibility: {}", kind(pathSegment), id, error.text());
    }
  }

  private static String kind(PathSegment pathSegment) {
    return pathSegment.last() ? "gallery" : "collection";
  }
}
