package io.proofline.schemas;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.RetriableException;

/** The schema registry gave no usable answer; a retry may succeed. */
public final class RegistryUnavailableException extends RetriableException {

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public RegistryUnavailableException(String message) {
    super(message);
  }

  /** Combines the failures of several addresses, in their order. */
  static RegistryUnavailableException all(List<RegistryUnavailableException> failures) {
    if (failures.size() == 1) {
      return failures.getFirst();
    }
    var messages = failures.stream().map(Throwable::getMessage).collect(Collectors.joining(" "));
    var all = new RegistryUnavailableException(messages, failures.getLast());
    failures.subList(0, failures.size() - 1).forEach(all::addSuppressed);
    return all;
  }
}
