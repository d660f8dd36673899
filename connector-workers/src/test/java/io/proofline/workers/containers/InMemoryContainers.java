package io.proofline.workers.containers;

import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;

/**
 * A fake of a container API in memory, which can lag, leave requests unanswered and refuse them.
 */
final class InMemoryContainers implements ContainerApi {

  final List<String> journal = new ArrayList<>();
  private final List<StoredContainer> containers = new ArrayList<>();
  private final Queue<ApiError> onReading = new ArrayDeque<>();
  private final Queue<ApiError> beforeMaking = new ArrayDeque<>();
  private final Queue<ApiError> afterMaking = new ArrayDeque<>();
  private boolean lagging;
  private int made;

  private record StoredContainer(String id, String parent, String name, boolean listed) {}

  synchronized String put(String parent, String name) {
    var id = "f" + ++made;
    containers.add(new StoredContainer(id, parent, name, true));
    return id;
  }

  synchronized void remove(String id) {
    containers.removeIf(storedContainer -> storedContainer.id.equals(id));
  }

  /** New containers are not listed from now on. */
  synchronized void lag() {
    lagging = true;
  }

  /** Lists all containers again. */
  synchronized void catchUp() {
    lagging = false;
    containers.replaceAll(storedContainer ->
        new StoredContainer(
            storedContainer.id, storedContainer.parent, storedContainer.name, true));
  }

  synchronized void failReading(ApiError error) {
    onReading.add(error);
  }

  synchronized void refuseMaking(ApiError error) {
    beforeMaking.add(error);
  }

  synchronized void loseAnswer(ApiError error) {
    afterMaking.add(error);
  }

  /** All names, with their parents' ids. */
  synchronized List<String> all() {
    return containers.stream()
        .map(storedContainer -> storedContainer.parent + "/" + storedContainer.name)
        .toList();
  }

  @Override
  public ContainerSystem system() {
    return ContainerSystem.ZIFLOW_FOLDER;
  }

  @Override
  public synchronized CallResult<List<Container>> listUnder(PathSegment segment) {
    journal.add("under " + segment.parent());
    var failed = onReading.poll();
    if (failed != null) {
      return new Failure<>(failed);
    }
    return isThere(segment)
        ? new Success<>(
            containers.stream()
                .filter(storedContainer ->
                    storedContainer.listed
                        && Objects.equals(storedContainer.parent, segment.parent()))
                .map(storedContainer -> new Container(storedContainer.id, storedContainer.name))
                .toList())
        : new Failure<>(new NotFound(Api.ZIFLOW, "no such folder"));
  }

  @Override
  public synchronized CallResult<Optional<String>> create(PathSegment segment, boolean hidden) {
    journal.add("make %s%s".formatted(segment.name(), hidden ? ", hidden" : ""));
    var refused = beforeMaking.poll();
    if (refused != null) {
      return new Failure<>(refused);
    }
    if (!isThere(segment)) {
      return new Failure<>(new NotFound(Api.ZIFLOW, "no such folder"));
    }
    var id = put(segment.parent(), segment.name());
    if (lagging) {
      var last = containers.removeLast();
      containers.add(new StoredContainer(last.id, last.parent, last.name, false));
    }
    var lost = afterMaking.poll();
    return lost == null ? new Success<>(Optional.of(id)) : new Failure<>(lost);
  }

  private boolean isThere(PathSegment segment) {
    return segment.parent() == null
        || containers.stream()
            .anyMatch(storedContainer ->
                storedContainer.listed && storedContainer.id.equals(segment.parent()));
  }
}
