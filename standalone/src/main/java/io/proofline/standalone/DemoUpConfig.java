package io.proofline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.cli.config.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes a file for {@code up} whose accounts are the demo's simulators, so that commands with
 * {@code --config} can be practised: {@code doctor}, {@code webhooks list}, {@code rules check
 * --live}. Each secret is in a separate file, readable by its owner only.
 */
final class DemoUpConfig {

  private static final String ZIFLOW = "proofline.workers.ziflow.";
  private static final String PHOTOSHELTER = "proofline.workers.photoshelter.";

  /** A first port that conflicts with none that the system chooses. */
  private static final int UNUSED_BASE = 1024;

  private DemoUpConfig() {}

  /**
   * Writes the file and the secrets.
   *
   * @param accounts settings of the workers that reach the simulators
   * @param fast settings of the workers that suit simulators
   */
  static void write(
      DataDirectory data, Ports ports, Map<String, String> accounts, Map<String, String> fast) {
    try {
      Files.createDirectories(data.credentials(), PrivateFile.permissions("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException("Can't create " + data.credentials(), e);
    }
    writeSecret(data, "ziflow-api-key", setting(accounts, ZIFLOW + "api-key"));
    writeSecret(data, "photoshelter-api-key", setting(accounts, PHOTOSHELTER + "api-key"));
    writeSecret(data, "photoshelter-v3-api-key", setting(accounts, PHOTOSHELTER + "v3-api-key"));
    writeSecret(data, "photoshelter-password", setting(accounts, PHOTOSHELTER + "password"));
    PrivateFile.write(data.upConfig(), text(data, ports, accounts, fast).getBytes(UTF_8));
  }

  private static String setting(Map<String, String> accounts, String name) {
    return Objects.requireNonNull(accounts.get(name), name);
  }

  private static void writeSecret(DataDirectory data, String name, String secret) {
    PrivateFile.write(data.credentials().resolve(name), (secret + "\n").getBytes(UTF_8));
  }

  private static String text(
      DataDirectory data, Ports ports, Map<String, String> accounts, Map<String, String> fast) {
    return """
    # Accounts of this demo: its simulators of PhotoShelter and Ziflow. The demo writes this file at
    # each start. It is for commands with --config; 'demo' runs the services, so 'up' refuses to.
    account: %s
    data: .
    rules: %s
    port-base: %d
    hooks: { address: '%s', port: %d }
    files: { address: '%s', port: %d }
    ziflow: { api-key: 'file:credentials/ziflow-api-key' }
    photoshelter:
      api-key: file:credentials/photoshelter-api-key
      v3-api-key: file:credentials/photoshelter-v3-api-key
      email: %s
      password: file:credentials/photoshelter-password
      organization-id: %s
    settings:
    %s
    """
        .formatted(
            DemoInstallation.ACCOUNT,
            data.demoRules().getFileName(),
            base(ports),
            EmbeddedServices.origin(ports.gateway()),
            ports.gateway(),
            EmbeddedServices.origin(ports.files()),
            ports.files(),
            setting(accounts, PHOTOSHELTER + "email"),
            setting(accounts, PHOTOSHELTER + "organization-id"),
            settings(accounts, fast));
  }

  private static String settings(Map<String, String> accounts, Map<String, String> fast) {
    var all = new TreeMap<>(fast);
    accounts.forEach((name, value) -> {
      if (name.endsWith("base-url")) {
        all.put(name, value);
      }
    });
    return all.entrySet().stream()
        .map(setting -> "  %s: '%s'".formatted(setting.getKey(), setting.getValue()))
        .collect(Collectors.joining("\n"));
  }

  /** The first port, if the ports follow from one. */
  private static int base(Ports ports) {
    return ports.gateway() == ports.pages() + 1 && ports.files() == ports.pages() + 6
        ? ports.pages()
        : UNUSED_BASE;
  }
}
