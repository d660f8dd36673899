package io.proofline.workers.containers;

import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.workers.call.CallResult;
import java.util.List;
import java.util.Optional;

/** The containers of one system. Any number of threads may ask. */
public interface ContainerApi {

  /** Whose containers these are. */
  ContainerSystem system();

  /**
   * What stands under the place's parent and is of its kind, whatever its name; more than that when
   * the system can't ask so narrowly, never less. {@code Missing} when there is no such parent.
   */
  CallResult<List<Container>> listUnder(PathSegment segment);

  /**
   * Makes one by one request; empty when the answer does not name its id. {@code Missing} when
   * there is no such parent.
   *
   * @param hidden visible to nobody outside
   */
  CallResult<Optional<String>> create(PathSegment segment, boolean hidden);
}
