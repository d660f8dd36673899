package io.proofline.standalone;

import java.net.URI;
import java.util.List;

/**
 * The two APIs, and what opens them.
 *
 * @param ziflow its API's address, with the version
 * @param ziflowSecret signs its webhooks
 * @param photoshelter its API's address, with the version
 */
record Partners(
    URI ziflow,
    String ziflowKey,
    String ziflowSecret,
    URI photoshelter,
    String photoshelterKey,
    String email,
    String password,
    String organizationId) {

  /** As settings of the workers. */
  List<String> arguments() {
    return List.of(
        "ziflow.base-url=" + ziflow,
        "ziflow.api-key=" + ziflowKey,
        "photoshelter.base-url=" + photoshelter,
        "photoshelter.api-key=" + photoshelterKey,
        "photoshelter.email=" + email,
        "photoshelter.password=" + password,
        "photoshelter.organization-id=" + organizationId);
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return "Partners[ziflow=%s, photoshelter=%s]".formatted(ziflow, photoshelter);
  }
}
