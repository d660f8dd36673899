package io.proofline.processor.door;

/** Another instance has what is asked for. */
final class Elsewhere extends RuntimeException {

  private final String instance;

  Elsewhere(String instance) {
    super("at " + instance);
    this.instance = instance;
  }

  /** Its address, {@code host:port}. */
  String instance() {
    return instance;
  }
}
