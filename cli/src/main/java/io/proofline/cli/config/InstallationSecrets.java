package io.proofline.cli.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;

/**
 * Secrets that an installation generates at its first start and stores in its data directory.
 *
 * @param libraryHook signs calls of the library hook, in Standard Webhooks' form
 * @param files signs the addresses of files
 * @param personKey key of the hash that turns e-mail addresses into person ids
 * @param webhookKey Ziflow's signature key; empty until the hook is registered
 * @param consoleToken administrator's token of the management API
 */
public record InstallationSecrets(
    String libraryHook, String files, String personKey, String webhookKey, String consoleToken) {

  /** A file of an older version has no token for the console; it gets one. */
  public InstallationSecrets {
    consoleToken = consoleToken == null ? hex() : consoleToken;
  }

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Reads the secrets from a file; generates and stores them if there is no file. */
  public static InstallationSecrets loadOrCreate(Path file) {
    if (!Files.exists(file)) {
      return generate().save(file);
    }
    try {
      var stored = JSON.readTree(Files.readAllBytes(file));
      var secrets = JSON.treeToValue(stored, InstallationSecrets.class);
      return stored.has("consoleToken") ? secrets : secrets.save(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
  }

  public InstallationSecrets save(Path file) {
    PrivateFile.write(file, JSON.writeValueAsBytes(this));
    return this;
  }

  public InstallationSecrets withWebhookKey(String key) {
    return new InstallationSecrets(libraryHook, files, personKey, key, consoleToken);
  }

  /** Hides all values. */
  @Override
  public String toString() {
    return "Secrets[***]";
  }

  private static InstallationSecrets generate() {
    var hook = "whsec_" + Base64.getEncoder().encodeToString(random(32));
    return new InstallationSecrets(hook, hex(), hex(), "", hex());
  }

  private static String hex() {
    return HexFormat.of().formatHex(random(32));
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
