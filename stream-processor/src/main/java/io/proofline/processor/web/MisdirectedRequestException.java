package io.proofline.processor.web;

/** Another instance has the requested review. */
final class MisdirectedRequestException extends RuntimeException {

  private final String instance;

  MisdirectedRequestException(String instance) {
    super("at " + instance);
    this.instance = instance;
  }

  /** The other instance's address, {@code host:port}. */
  String instance() {
    return instance;
  }
}
