package io.proofline.cli.config;

import io.proofline.schemas.Secret;
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
 * @param hasOwnWebhookKey whether the webhook's key is the user's own, as the gateway alone is told
 *     it
 * @param hooks public address of Ziflow's hook, with its path; null for none
 * @param files public address of the file endpoint; null if unknown
 * @param owner who owns proofs; null where it is not known
 * @param data directory that {@code up} runs on; null where it is not known
 */
public record AccountConfig(
    ApiSettings apiSettings,
    String account,
    boolean hasOwnWebhookKey,
    @Nullable URI hooks,
    @Nullable URI files,
    @Nullable String owner,
    @Nullable Path data) {

  /** As a file for {@code up} says. */
  public static AccountConfig of(UpConfig file) {
    var hooks = file.hooks();
    var rules = file.rulesFile();
    var owners = rules.teams().getOrDefault(rules.rules().proof().ownerTeam(), List.of());
    return new AccountConfig(
        ApiSettings.of(file.settings()),
        file.account(),
        file.hasWebhookSecret(),
        hooks == null ? null : hookAddress(hooks.publicAddress()),
        URI.create(file.files().publicAddress()),
        owners.isEmpty() ? null : owners.getFirst(),
        file.data());
  }

  /**
   * As the services' own variables say.
   *
   * @throws IllegalArgumentException when one is missing or wrong
   */
  public static AccountConfig fromEnvironment(Map<String, String> environment) {
    var hooks = variable(environment, "PROOFLINE_GATEWAY_PUBLIC_URL");
    return new AccountConfig(
        ApiSettings.fromEnvironment(environment),
        account(environment),
        true,
        hooks.map(AccountConfig::hookAddress).orElse(null),
        variable(environment, "PROOFLINE_WORKERS_FILES_URL").map(URI::create).orElse(null),
        null,
        null);
  }

  /** Where Ziflow is to tell us: by variables alone, another service may have the address. */
  public Doctor.WebhookSetup expectedHooks() {
    return new Doctor.WebhookSetup(hooks, hooks != null || data != null, hasOwnWebhookKey);
  }

  /** The webhook's key that {@code up} keeps; empty where none is known. */
  public Optional<Secret> webhookKey() {
    if (data == null || !Files.exists(data.resolve("secrets.json"))) {
      return Optional.empty();
    }
    return Optional.of(InstallationSecrets.loadOrCreate(data.resolve("secrets.json")).webhookKey())
        .filter(key -> !key.isEmpty())
        .map(Secret::of);
  }

  /** None is guessed: by it our webhook is told from those of other installations. */
  private static String account(Map<String, String> environment) {
    return variable(environment, "PROOFLINE_WORKERS_ACCOUNT")
        .or(() -> variable(environment, "PROOFLINE_GATEWAY_ACCOUNT"))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Which installation? Say --config FILE, or set PROOFLINE_WORKERS_ACCOUNT."));
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  private static URI hookAddress(String address) {
    return URI.create(address + "/hooks/ziflow");
  }
}
