package io.proofline.standalone;

import java.net.URI;
import java.util.List;

/**
 * The two APIs, and what opens them.
 *
 * @param ziflow its API's address, with the version
 * @param ziflowSecret signs its webhooks
 * @param photoshelter its API's address, with the version; so {@code photoshelterV3}
 */
record Partners(
    URI ziflow,
    String ziflowKey,
    String ziflowSecret,
    URI photoshelter,
    String photoshelterKey,
    URI photoshelterV3,
    String photoshelterV3Key,
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
        "photoshelter.v3-base-url=" + photoshelterV3,
        "photoshelter.v3-api-key=" + photoshelterV3Key,
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
