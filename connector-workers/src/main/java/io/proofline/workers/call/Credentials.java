package io.proofline.workers.call;

import static java.util.stream.Collectors.joining;

import io.proofline.schemas.Secret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The secrets that open an API, as they are now. Any number of threads may ask. */
public final class Credentials {

  private final List<Secret> secrets;

  private Credentials(List<Secret> secrets) {
    this.secrets = secrets;
  }

  /** By all of these; one that is there twice counts once. */
  public static Credentials of(Secret... secrets) {
    return new Credentials(Stream.of(secrets).distinct().toList());
  }

  /** Grows whenever one of them has changed. */
  public int edition() {
    return secrets.stream().mapToInt(Secret::version).sum();
  }

  /** What a person does when they are refused. */
  public String advice() {
    return Stream.of(
            advice(true, "Put good ones into the files of %s: they are tried at once"),
            advice(false, "To change %s, restart; given as file:/path they change without"))
        .flatMap(Optional::stream)
        .collect(joining(". "));
  }

  /** Why a former secret is still in use; empty when none is. */
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
