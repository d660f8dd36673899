package io.proofline.embedded;

/** An error response of the registry, with Confluent's error code in its body. */
final class RegistryApiException extends RuntimeException {

  private final int status;
  private final int code;

  private RegistryApiException(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static RegistryApiException noSubject(String subject) {
    return new RegistryApiException(404, 40401, "Subject '%s' not found.".formatted(subject));
  }

  static RegistryApiException noVersion(String version) {
    return new RegistryApiException(404, 40402, "Version %s not found.".formatted(version));
  }

  static RegistryApiException noSchema() {
    return new RegistryApiException(404, 40403, "Schema not found");
  }

  static RegistryApiException incompatible(String subject, Object details) {
    return new RegistryApiException(
        409,
        409,
        "Schema being registered is incompatible with an earlier schema for subject \"%s\": %s"
            .formatted(subject, details));
  }

  static RegistryApiException invalidSchema(String why) {
    return new RegistryApiException(422, 42201, "Invalid schema: " + why);
  }

  static RegistryApiException noSuchPath() {
    return new RegistryApiException(404, 404, "HTTP 404 Not Found");
  }

  static RegistryApiException notStored(Exception cause) {
    var error = new RegistryApiException(500, 50001, "The schema could not be stored; retry");
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
