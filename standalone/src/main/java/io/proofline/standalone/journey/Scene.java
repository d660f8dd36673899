package io.proofline.standalone.journey;

import io.proofline.standalone.journey.Waiting.Look;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One journey in one world: what it speaks of, and what it saw. */
final class Scene {

  static final Role<String> PHOTOGRAPH = new Role<>("photograph");
  static final Role<String> PROOF = new Role<>("proof");

  private final World world;
  private final Map<Role<?>, Object> cast = new HashMap<>();
  private final List<String> seen = new ArrayList<>();
  private final Deque<Runnable> toUndo = new ArrayDeque<>();

  Scene(World world) {
    this.world = world;
  }

  World world() {
    return world;
  }

  /** The file that the journey is about at this moment. */
  String photograph() {
    return the(PHOTOGRAPH);
  }

  /** The proof that the journey is about at this moment. */
  String proof() {
    return the(PROOF);
  }

  /** From now on this has that role. */
  <T> void cast(Role<T> role, T value) {
    role.fill(cast, value);
  }

  /** What has that role now. */
  <T> T the(Role<T> role) {
    return role.in(cast)
        .orElseThrow(() -> new JourneyFailed("there is no %s yet".formatted(role.name())));
  }

  /** Returns what is awaited, once it is there. */
  <T> T await(String awaited, Supplier<Look<T>> look) {
    return world.waiting().until(awaited, look);
  }

  /** To be undone at the end, however the journey ends; what came last goes first. */
  void undoAtEnd(Runnable undoing) {
    toUndo.push(undoing);
  }

  /** Leaves the world as it was found. */
  void end() {
    while (!toUndo.isEmpty()) {
      toUndo.pop().run();
    }
  }

  void note(String what) {
    seen.add(what);
  }

  /** What was noted, in order. */
  List<String> seen() {
    return List.copyOf(seen);
  }
}
