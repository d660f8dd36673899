package io.proofline.standalone;

import io.proofline.schemas.Secret;
import io.proofline.standalone.up.UpFile;
import io.proofline.workers.doctor.Doctor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of one installation, for commands that ask them directly.
 *
 * @param account name of the installation
 * @param byHand whether the webhook's key is the user's own, as the gateway alone is told it
 * @param hooks public address of Ziflow's hook, with its path; null for none
 * @param files public address of the file door; null where it is not known
 * @param owner who owns proofs; null where it is not known
 * @param data directory that {@code up} runs on; null where it is not known
 */
public record Accounts(
    Partners partners,
    String account,
    boolean byHand,
    @Nullable URI hooks,
    @Nullable URI files,
    @Nullable String owner,
    @Nullable Path data) {

  /** As a file for {@code up} says. */
  public static Accounts of(UpFile file) {
    var hooks = file.hooks();
    var rules = file.rulesFile();
    var owners = rules.teams().getOrDefault(rules.rules().proof().ownerTeam(), List.of());
    return new Accounts(
        Partners.of(file.settings()),
        file.account(),
        file.hasWebhookSecret(),
        hooks == null ? null : hook(hooks.address()),
        URI.create(file.files().address()),
        owners.isEmpty() ? null : owners.getFirst(),
        file.data());
  }

  /**
   * As the services' own variables say.
   *
   * @throws IllegalArgumentException when one is missing or wrong
   */
  public static Accounts fromEnvironment(Map<String, String> environment) {
    var hooks = said(environment, "PROOFLINE_GATEWAY_PUBLIC_URL");
    return new Accounts(
        Partners.fromEnvironment(environment),
        account(environment),
        true,
        hooks.map(Accounts::hook).orElse(null),
        said(environment, "PROOFLINE_WORKERS_FILES_URL").map(URI::create).orElse(null),
        null,
        null);
  }

  /** Where Ziflow is to tell us: by variables alone, another service may have the address. */
  public Doctor.Hooks wanted() {
    return new Doctor.Hooks(hooks, hooks != null || data != null, byHand);
  }

  /** How Ziflow signs, as the gateway that runs says; empty where none can be asked. */
  public Optional<String> signatureReading() {
    if (data == null || !Files.exists(data.resolve("addresses.json"))) {
      return Optional.empty();
    }
    return Optional.ofNullable(Doors.read(data).health().get("gateway"))
        .flatMap(health -> ServiceHealth.detail(health, "ziflow", "signature"));
  }

  /** The webhook's key that {@code up} keeps; empty where none is known. */
  public Optional<Secret> webhookKey() {
    if (data == null || !Files.exists(data.resolve("secrets.json"))) {
      return Optional.empty();
    }
    return Optional.of(Secrets.in(data.resolve("secrets.json")).webhookKey())
        .filter(key -> !key.isEmpty())
        .map(Secret::of);
  }

  /** None is guessed: by it our webhook is told from those of other installations. */
  private static String account(Map<String, String> environment) {
    return said(environment, "PROOFLINE_WORKERS_ACCOUNT")
        .or(() -> said(environment, "PROOFLINE_GATEWAY_ACCOUNT"))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Which installation? Say --config FILE, or set PROOFLINE_WORKERS_ACCOUNT."));
  }

  private static Optional<String> said(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  private static URI hook(String address) {
    return URI.create(address + "/hooks/ziflow");
  }
}
