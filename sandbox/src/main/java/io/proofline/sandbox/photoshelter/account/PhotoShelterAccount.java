package io.proofline.sandbox.photoshelter.account;

/** The simulated organisation and its one service user, as generated at the first start. */
public record PhotoShelterAccount(
    String v3Key,
    String v4Key,
    String email,
    String password,
    String organizationId,
    String userId) {

  public static final String ORGANIZATION_NAME = "Sandbox Studio";

  /** An account with new random keys and ids. */
  public static PhotoShelterAccount generate() {
    return new PhotoShelterAccount(
        PhotoShelterIds.apiKey(),
        PhotoShelterIds.apiKey(),
        "photographer@sandbox.example",
        PhotoShelterIds.random(20),
        PhotoShelterIds.withPrefix("O0000"),
        PhotoShelterIds.withPrefix("U0000"));
  }

  public boolean accepts(String givenEmail, String givenPassword) {
    return email.equalsIgnoreCase(givenEmail) && password.equals(givenPassword);
  }
}
