package io.proofline.standalone.journey;

import io.proofline.standalone.Addresses;
import java.util.LinkedHashSet;
import java.util.Set;

/** The doors of one installation, and the photographs that journeys have taken there. */
final class World implements AutoCloseable {

  private final Http http = new Http();
  private final Addresses at;
  private final Waiting waiting;
  private final LibraryDoor library;
  private final UploadDoor uploads;
  private final ProofingDoor proofing;
  private final HookDoor hook;
  private final ProcessorDoor processor;
  private final FaultsDoor faults;
  private final Set<String> taken = new LinkedHashSet<>();

  World(Addresses at, Waiting waiting) {
    this.at = at;
    this.waiting = waiting;
    this.library = new LibraryDoor(http, at);
    this.uploads = new UploadDoor(http, at);
    this.proofing = new ProofingDoor(http, at);
    this.hook = new HookDoor(http, at);
    this.processor = new ProcessorDoor(http, at);
    this.faults = new FaultsDoor(http, at);
  }

  Addresses at() {
    return at;
  }

  LibraryDoor library() {
    return library;
  }

  UploadDoor uploads() {
    return uploads;
  }

  ProofingDoor proofing() {
    return proofing;
  }

  HookDoor hook() {
    return hook;
  }

  ProcessorDoor processor() {
    return processor;
  }

  FaultsDoor faults() {
    return faults;
  }

  Waiting waiting() {
    return waiting;
  }

  /** The full address of a page. */
  String address(Page page, Scene scene) {
    return at.sandbox() + page.path(scene);
  }

  /** All photographs that journeys have taken for a review so far. */
  Set<String> taken() {
    return Set.copyOf(taken);
  }

  /** From now on this photograph is a journey's, and no other one's. */
  void take(String photograph) {
    taken.add(photograph);
  }

  @Override
  public void close() {
    http.close();
  }
}
