package io.proofline.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** The schema registry answered, and its answer was no: asking again brings the same. */
public final class RegistryRefusedException extends SerializationException {

  public RegistryRefusedException(String message) {
    super(message);
  }
}
