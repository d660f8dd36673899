package io.proofline.workers.containers;

import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.workers.call.CallResult;
import java.util.List;
import java.util.Optional;

/** Lists and creates the containers of one system: Ziflow folders or galleries. Thread-safe. */
public interface ContainerApi {

  /** The system that the containers belong to. */
  ContainerSystem system();

  /**
   * All containers of the segment's kind under its parent; also others if the system can't filter
   * by kind. {@code NotFound} if there is no such parent.
   */
  CallResult<List<Container>> listUnder(PathSegment segment);

  /**
   * Creates a container by one request; empty if the answer doesn't contain its id. {@code
   * NotFound} if there is no such parent.
   *
   * @param hidden whether it is invisible outside the account
   */
  CallResult<Optional<String>> create(PathSegment segment, boolean hidden);
}
