package io.proofline.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** The schema registry rejected the request; a retry gets the same answer. */
public final class RegistryRefusedException extends SerializationException {

  public RegistryRefusedException(String message) {
    super(message);
  }
}
