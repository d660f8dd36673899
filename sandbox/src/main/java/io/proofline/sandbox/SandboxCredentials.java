package io.proofline.sandbox;

/**
 * Keys and passwords that a client needs to call the simulators. The first start generates them and
 * stores them in the data directory.
 */
public record SandboxCredentials(
    String photoshelterV3Key,
    String photoshelterV4Key,
    String photoshelterEmail,
    String photoshelterPassword,
    String organizationId,
    String ziflowApiKey) {

  /** The user to whom {@link #ziflowApiKey} belongs. Owns every proof that names no other owner. */
  public static final String ZIFLOW_USER = "owner@sandbox.example";

  @Override
  public String toString() {
    return "SandboxCredentials[%s, secrets not shown]".formatted(photoshelterEmail);
  }
}
