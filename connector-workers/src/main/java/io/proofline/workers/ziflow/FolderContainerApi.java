package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.containers.Container;
import io.proofline.workers.containers.ContainerApi;
import io.proofline.workers.containers.PathSegment;
import java.util.List;
import java.util.Optional;

/**
 * Lists and creates Ziflow's folders. Ziflow has no search by name, so a folder is found level by
 * level.
 */
final class FolderContainerApi implements ContainerApi {

  private final ZiflowClient ziflow;

  FolderContainerApi(ZiflowClient ziflow) {
    this.ziflow = ziflow;
  }

  @Override
  public ContainerSystem system() {
    return ContainerSystem.ZIFLOW_FOLDER;
  }

  @Override
  public CallResult<List<Container>> listUnder(PathSegment pathSegment) {
    return ziflow.listFolders(pathSegment.parent());
  }

  @Override
  public CallResult<Optional<String>> create(PathSegment pathSegment, boolean hidden) {
    return ziflow.createFolder(pathSegment.parent(), pathSegment.name(), hidden);
  }
}
