package io.proofline.embedded;

/** An answer other than 200, with Confluent's code in its body. */
final class RegistryError extends RuntimeException {

  private final int status;
  private final int code;

  private RegistryError(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static RegistryError noSubject(String subject) {
    return new RegistryError(404, 40401, "Subject '%s' not found.".formatted(subject));
  }

  static RegistryError noVersion(String version) {
    return new RegistryError(404, 40402, "Version %s not found.".formatted(version));
  }

  static RegistryError noSchema() {
    return new RegistryError(404, 40403, "Schema not found");
  }

  static RegistryError incompatible(String subject, Object details) {
    return new RegistryError(
        409,
        409,
        "Schema being registered is incompatible with an earlier schema for subject \"%s\": %s"
            .formatted(subject, details));
  }

  static RegistryError invalidSchema(String why) {
    return new RegistryError(422, 42201, "Invalid schema: " + why);
  }

  static RegistryError noSuchPath() {
    return new RegistryError(404, 404, "HTTP 404 Not Found");
  }

  static RegistryError notStored(Exception cause) {
    var error = new RegistryError(500, 50001, "The schema could not be stored; ask again");
    error.initCause(cause);
    return error;
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
