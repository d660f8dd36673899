package io.proofline.sandbox;

/** What a client needs to come in; made at the first start and kept in the data directory. */
public record SandboxCredentials(
    String photoshelterV3Key,
    String photoshelterV4Key,
    String photoshelterEmail,
    String photoshelterPassword,
    String organizationId,
    String ziflowApiKey) {

  /** The user whose key {@link #ziflowApiKey} is: the owner of every proof that names no other. */
  public static final String ZIFLOW_USER = "owner@sandbox.example";

  @Override
  public String toString() {
    return "SandboxAccounts[%s, secrets not shown]".formatted(photoshelterEmail);
  }
}
