package io.proofline.workers.containers;

import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Missing;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;

/** A tree of containers in memory, which can be told to lag, to be silent and to refuse. */
final class Shelves implements Containers {

  final List<String> journal = new ArrayList<>();
  private final List<Shelf> shelves = new ArrayList<>();
  private final Queue<ApiError> onReading = new ArrayDeque<>();
  private final Queue<ApiError> beforeMaking = new ArrayDeque<>();
  private final Queue<ApiError> afterMaking = new ArrayDeque<>();
  private boolean lagging;
  private int made;

  private record Shelf(String id, String parent, String name, boolean listed) {}

  synchronized String put(String parent, String name) {
    var id = "f" + ++made;
    shelves.add(new Shelf(id, parent, name, true));
    return id;
  }

  synchronized void remove(String id) {
    shelves.removeIf(shelf -> shelf.id.equals(id));
  }

  /** From now on what is made is not listed. */
  synchronized void lag() {
    lagging = true;
  }

  /** Lists all that there is. */
  synchronized void catchUp() {
    lagging = false;
    shelves.replaceAll(shelf -> new Shelf(shelf.id, shelf.parent, shelf.name, true));
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
    return shelves.stream().map(shelf -> shelf.parent + "/" + shelf.name).toList();
  }

  @Override
  public ContainerSystem system() {
    return ContainerSystem.ZIFLOW_FOLDER;
  }

  @Override
  public synchronized CallResult<List<Container>> under(Place place) {
    journal.add("under " + place.parent());
    var failed = onReading.poll();
    if (failed != null) {
      return new Failed<>(failed);
    }
    return isThere(place)
        ? new Done<>(
            shelves.stream()
                .filter(shelf -> shelf.listed && Objects.equals(shelf.parent, place.parent()))
                .map(shelf -> new Container(shelf.id, shelf.name))
                .toList())
        : new Failed<>(new Missing(Api.ZIFLOW, "no such folder"));
  }

  @Override
  public synchronized CallResult<Optional<String>> make(Place place, boolean hidden) {
    journal.add("make %s%s".formatted(place.name(), hidden ? ", hidden" : ""));
    var refused = beforeMaking.poll();
    if (refused != null) {
      return new Failed<>(refused);
    }
    if (!isThere(place)) {
      return new Failed<>(new Missing(Api.ZIFLOW, "no such folder"));
    }
    var id = put(place.parent(), place.name());
    if (lagging) {
      var last = shelves.removeLast();
      shelves.add(new Shelf(last.id, last.parent, last.name, false));
    }
    var lost = afterMaking.poll();
    return lost == null ? new Done<>(Optional.of(id)) : new Failed<>(lost);
  }

  private boolean isThere(Place place) {
    return place.parent() == null
        || shelves.stream().anyMatch(shelf -> shelf.listed && shelf.id.equals(place.parent()));
  }
}
