package io.proofline.sandbox.photoshelter;

/** The one organisation with its one service user, as the simulator was first started with. */
public record Account(
    String v3Key,
    String v4Key,
    String email,
    String password,
    String organizationId,
    String userId) {

  static final String ORGANIZATION_NAME = "Sandbox Studio";

  /** Fresh keys and ids. */
  public static Account generated() {
    return new Account(
        Ids.apiKey(),
        Ids.apiKey(),
        "photographer@sandbox.example",
        Ids.letters(20),
        Ids.starting("O0000"),
        Ids.starting("U0000"));
  }

  boolean accepts(String givenEmail, String givenPassword) {
    return email.equalsIgnoreCase(givenEmail) && password.equals(givenPassword);
  }
}
