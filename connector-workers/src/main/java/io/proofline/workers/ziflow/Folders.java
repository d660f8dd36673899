package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.containers.Container;
import io.proofline.workers.containers.Containers;
import io.proofline.workers.containers.Place;
import java.util.List;
import java.util.Optional;

/** Ziflow's folders. There is no search by name: a folder is found by walking down the tree. */
public final class Folders implements Containers {

  private final ZiflowClient ziflow;

  public Folders(ZiflowClient ziflow) {
    this.ziflow = ziflow;
  }

  @Override
  public ContainerSystem system() {
    return ContainerSystem.ZIFLOW_FOLDER;
  }

  @Override
  public CallResult<List<Container>> under(Place place) {
    return ziflow.folders(place.parent());
  }

  @Override
  public CallResult<Optional<String>> make(Place place, boolean hidden) {
    return ziflow.createFolder(place.parent(), place.name(), hidden);
  }
}
