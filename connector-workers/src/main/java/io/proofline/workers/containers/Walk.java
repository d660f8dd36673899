package io.proofline.workers.containers;

import io.proofline.workers.call.ApiError.Missing;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Goes down a path, step by step, as far as it stands. */
final class Walk {

  private final Containers containers;
  private final Known known;

  Walk(Containers containers, Known known) {
    this.containers = containers;
    this.known = known;
  }

  /** Where a walk ended. */
  sealed interface End {

    /** All of it stands. */
    record Whole(String id) implements End {}

    /** This is the first step that does not. */
    record Lacks(Place place) implements End {}
  }

  /** The names of a path, without outer blanks and without empty ones. */
  static List<String> names(String path) {
    return Stream.of(path.split("/")).map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  /**
   * Walks. {@code Missing} when a step is gone that was there a moment ago.
   *
   * @param names at least one
   * @param trusting false to ask for every step anew
   */
  CallResult<End> down(List<String> names, boolean trusting) {
    @Nullable String parent = null;
    for (int i = 0; i < names.size(); i++) {
      var place = new Place(parent, names.get(i), i == names.size() - 1);
      switch (at(place, trusting)) {
        case Done<Optional<String>>(var id) when id.isPresent() -> parent = id.get();
        case Done<Optional<String>> _ -> {
          return new Done<>(new End.Lacks(place));
        }
        case Failed<Optional<String>>(var error) -> {
          return new Failed<>(error);
        }
      }
    }
    return new Done<>(new End.Whole(Objects.requireNonNull(parent, "a path has a name")));
  }

  private CallResult<Optional<String>> at(Place place, boolean trusting) {
    var before = known.id(place, trusting);
    if (before.isPresent()) {
      return new Done<>(before);
    }
    var answer = containers.under(place).map(found -> named(place.name(), found));
    switch (answer) {
      case Done<Optional<String>>(var id) -> id.ifPresent(it -> known.found(place, it));
      case Failed<Optional<String>>(Missing _) -> gone(place);
      case Failed<Optional<String>> _ -> {}
    }
    return answer;
  }

  /** Its parent is not there: what we knew of the parent is forgotten. */
  void gone(Place place) {
    if (place.parent() != null) {
      known.forget(place.parent());
    }
  }

  /** The same name, else the same but for case; of several the first. */
  private static Optional<String> named(String name, List<Container> found) {
    return first(name, found, String::equals)
        .or(() -> first(name, found, String::equalsIgnoreCase))
        .map(Container::id);
  }

  private static Optional<Container> first(
      String name, List<Container> found, BiPredicate<String, String> same) {
    return found.stream().filter(each -> same.test(each.name().strip(), name)).findFirst();
  }
}
