package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.containers.Container;
import io.proofline.workers.containers.ContainerApi;
import io.proofline.workers.containers.PathSegment;
import java.util.List;
import java.util.Optional;

/** Ziflow's folders. There is no search by name: a folder is found by walking down the tree. */
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
