package io.proofline.standalone;

import io.proofline.standalone.up.UpFile;
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
 * @param hooks public address of Ziflow's hook, with its path; null for none
 * @param files public address of the file door; null where it is not known
 * @param owner who owns proofs; null where it is not known
 * @param data directory that {@code up} runs on; null where it is not known
 */
public record Accounts(
    Partners partners,
    String account,
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
        said(environment, "PROOFLINE_WORKERS_ACCOUNT").orElse("default"),
        hooks.map(Accounts::hook).orElse(null),
        said(environment, "PROOFLINE_WORKERS_FILES_URL").map(URI::create).orElse(null),
        null,
        null);
  }

  /** Whether no hooks means none wanted: of variables, another service has the address. */
  public boolean areHooksKnown() {
    return hooks != null || data != null;
  }

  /** How Ziflow signs, as the gateway that runs says; empty where none can be asked. */
  public Optional<String> signatureReading() {
    if (data == null || !Files.exists(data.resolve("addresses.json"))) {
      return Optional.empty();
    }
    return Optional.ofNullable(Doors.read(data).health().get("gateway"))
        .flatMap(health -> ServiceHealth.detail(health, "ziflow", "signature"));
  }

  private static Optional<String> said(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  private static URI hook(String address) {
    return URI.create(address + "/hooks/ziflow");
  }
}
