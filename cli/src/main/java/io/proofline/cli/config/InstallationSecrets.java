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
 * Secrets of an installation's own making, made once and kept in its data directory.
 *
 * @param libraryHook signs calls of the library hook, in Standard Webhooks' form
 * @param doorToken opens the processor's HTTP door
 * @param files signs the addresses of files
 * @param personKey makes ids of people
 * @param webhookKey Ziflow's signature key; empty until the hook is registered
 */
public record InstallationSecrets(
    String libraryHook, String doorToken, String files, String personKey, String webhookKey) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Those in the file; fresh ones, kept there, when it is missing. */
  public static InstallationSecrets loadOrCreate(Path file) {
    if (!Files.exists(file)) {
      return generate().save(file);
    }
    try {
      return JSON.readValue(Files.readAllBytes(file), InstallationSecrets.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
  }

  public InstallationSecrets save(Path file) {
    PrivateFile.write(file, JSON.writeValueAsBytes(this));
    return this;
  }

  public InstallationSecrets withWebhookKey(String key) {
    return new InstallationSecrets(libraryHook, doorToken, files, personKey, key);
  }

  /** Shows none. */
  @Override
  public String toString() {
    return "Secrets[***]";
  }

  private static InstallationSecrets generate() {
    var hook = "whsec_" + Base64.getEncoder().encodeToString(random(32));
    return new InstallationSecrets(hook, hex(), hex(), hex(), "");
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
