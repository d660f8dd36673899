package io.proofline.workers.call;

import static java.util.stream.Collectors.joining;

import io.proofline.schemas.Secret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The secrets of an API with their present values. Thread-safe. */
public final class Credentials {

  private final List<Secret> secrets;

  private Credentials(List<Secret> secrets) {
    this.secrets = secrets;
  }

  /** Credentials of these secrets, without duplicates. */
  public static Credentials of(Secret... secrets) {
    return new Credentials(Stream.of(secrets).distinct().toList());
  }

  /** Increases with every change of one of the secrets. */
  public int edition() {
    return secrets.stream().mapToInt(Secret::version).sum();
  }

  /** Next step for a person when the API refuses them. */
  public String advice() {
    return Stream.of(
            advice(true, "Put good ones into the files of %s: they are tried at once"),
            advice(false, "To change %s, restart; given as file:/path they change without"))
        .flatMap(Optional::stream)
        .collect(joining(". "));
  }

  /** Why an old secret is still in use; empty if none is. */
  public Optional<String> trouble() {
    return secrets.stream()
        .flatMap(secret -> secret.trouble().stream())
        .reduce((one, other) -> one + "; " + other);
  }

  private Optional<String> advice(boolean canChange, String words) {
    return secrets.stream()
        .filter(secret -> secret.canChange() == canChange)
        .map(Secret::name)
        .reduce((one, other) -> one + ", " + other)
        .map(words::formatted);
  }
}
