package io.proofline.processor.web;

/** Another instance has what is asked for. */
final class MisdirectedRequestException extends RuntimeException {

  private final String instance;

  MisdirectedRequestException(String instance) {
    super("at " + instance);
    this.instance = instance;
  }

  /** Its address, {@code host:port}. */
  String instance() {
    return instance;
  }
}
