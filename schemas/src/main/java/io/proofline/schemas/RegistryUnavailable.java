package io.proofline.schemas;

import org.apache.kafka.common.errors.RetriableException;

/** The schema registry gave no usable answer: the same question may be answered later. */
public final class RegistryUnavailable extends RetriableException {

  public RegistryUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  public RegistryUnavailable(String message) {
    super(message);
  }
}
