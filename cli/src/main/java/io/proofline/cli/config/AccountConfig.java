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
 * Accounts and public addresses of one installation, for commands that call the APIs directly.
 *
 * @param account name of the installation
 * @param hasOwnWebhookKey whether the user chose the webhook's key, which only the gateway knows
 *     then
 * @param hooks public address of Ziflow's hook, with its path; null for none
 * @param files public address of the file endpoint; null if unknown
 * @param owner e-mail address of the owner of proofs; null if unknown
 * @param data data directory of {@code up}; null if unknown
 */
public record AccountConfig(
    ApiSettings apiSettings,
    String account,
    boolean hasOwnWebhookKey,
    @Nullable URI hooks,
    @Nullable URI files,
    @Nullable String owner,
    @Nullable Path data) {

  /** Reads the accounts from a file for {@code up}. */
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
   * Reads the accounts from the services' environment variables.
   *
   * @throws IllegalArgumentException if a variable is missing or invalid
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

  /**
   * The expected webhook. With variables alone its address may be known to another service only.
   */
  public Doctor.WebhookSetup expectedHooks() {
    return new Doctor.WebhookSetup(hooks, hooks != null || data != null, hasOwnWebhookKey);
  }

  /** The webhook's key that {@code up} stores; empty if none is known. */
  public Optional<Secret> webhookKey() {
    if (data == null || !Files.exists(data.resolve("secrets.json"))) {
      return Optional.empty();
    }
    return Optional.of(InstallationSecrets.loadOrCreate(data.resolve("secrets.json")).webhookKey())
        .filter(key -> !key.isEmpty())
        .map(Secret::of);
  }

  /** There is no default: the name distinguishes our webhook from those of other installations. */
  private static String account(Map<String, String> environment) {
    return variable(environment, "PROOFLINE_WORKERS_ACCOUNT")
        .or(() -> variable(environment, "PROOFLINE_GATEWAY_ACCOUNT"))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "The installation is not named. Add --config FILE, or set"
                    + " PROOFLINE_WORKERS_ACCOUNT."));
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  private static URI hookAddress(String address) {
    return URI.create(address + "/hooks/ziflow");
  }
}
