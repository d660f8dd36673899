package io.proofline.workers.containers;

import io.proofline.text.ComparableText;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Resolves a path of containers, segment by segment, as far as it exists. */
final class PathResolver {

  private final ContainerApi api;
  private final ContainerIdCache idCache;

  PathResolver(ContainerApi containerApi, ContainerIdCache containerIdCache) {
    this.api = containerApi;
    this.idCache = containerIdCache;
  }

  /** How far the path exists. */
  sealed interface Resolution {

    /** The whole path exists. */
    record Complete(String id) implements Resolution {}

    /** The first segment that does not exist. */
    record Incomplete(PathSegment firstMissing) implements Resolution {}
  }

  /** The names in a path, without outer blanks; empty ones are omitted. */
  static List<String> segmentNames(String path) {
    return Stream.of(path.split("/")).map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  /**
   * Resolves a path. {@code NotFound} if a segment was deleted meanwhile.
   *
   * @param names at least one
   * @param useCache false to list every parent again
   */
  CallResult<Resolution> resolve(List<String> names, boolean useCache) {
    @Nullable String parent = null;
    for (int i = 0; i < names.size(); i++) {
      var segment = new PathSegment(parent, names.get(i), i == names.size() - 1);
      switch (idOf(segment, useCache)) {
        case Success<Optional<String>>(var id) when id.isPresent() -> parent = id.get();
        case Success<Optional<String>> _ -> {
          return new Success<>(new Resolution.Incomplete(segment));
        }
        case Failure<Optional<String>>(var error) -> {
          return new Failure<>(error);
        }
      }
    }
    return new Success<>(
        new Resolution.Complete(Objects.requireNonNull(parent, "a path has a name")));
  }

  private CallResult<Optional<String>> idOf(PathSegment segment, boolean useCache) {
    var before = idCache.find(segment, useCache);
    if (before.isPresent()) {
      return new Success<>(before);
    }
    var answer = api.listUnder(segment).map(found -> idByName(segment.name(), found));
    switch (answer) {
      case Success<Optional<String>>(var id) -> id.ifPresent(it -> idCache.putFound(segment, it));
      case Failure<Optional<String>>(NotFound _) -> evictParent(segment);
      case Failure<Optional<String>> _ -> {}
    }
    return answer;
  }

  /** The parent does not exist: its cached id is removed. */
  void evictParent(PathSegment segment) {
    if (segment.parent() != null) {
      idCache.evict(segment.parent());
    }
  }

  /**
   * The container of exactly that name, otherwise one that differs in Unicode normal form or case;
   * of several the first.
   */
  private static Optional<String> idByName(String name, List<Container> found) {
    return first(name, found, String::equals)
        .or(() -> first(name, found, ComparableText::areEqual))
        .map(Container::id);
  }

  private static Optional<Container> first(
      String name, List<Container> found, BiPredicate<String, String> same) {
    return found.stream().filter(each -> same.test(each.name().strip(), name)).findFirst();
  }
}
