package io.proofline.cli.config;

import java.util.Arrays;
import java.util.Optional;

/** Keys of a file for {@code up}, each with its format and a description for messages. */
enum UpConfigKey {
  ACCOUNT(
      "account",
      UpConfigFormat.ACCOUNT,
      true,
      "name of this installation, part of every marker: never changed"),
  DATA("data", UpConfigFormat.PATH, true, "data directory of the installation"),
  RULES("rules", UpConfigFormat.PATH, true, "path of the rules file"),
  PORT_BASE("port-base", UpConfigFormat.FIRST_PORT, false, "first of eleven local ports"),
  HOOKS("hooks", UpConfigFormat.TEXT, false, "'none' if you can't expose a webhook endpoint"),
  HOOKS_ADDRESS(
      "hooks.address",
      UpConfigFormat.ADDRESS,
      false,
      "public address to which Ziflow sends webhooks"),
  HOOKS_PORT("hooks.port", UpConfigFormat.PORT, false, "local port of the webhook endpoint"),
  HOOKS_LISTEN("hooks.listen", UpConfigFormat.HOST, false, "local address of the webhook endpoint"),
  FILES_ADDRESS(
      "files.address",
      UpConfigFormat.ADDRESS,
      true,
      "public address from which Ziflow downloads files"),
  FILES_PORT("files.port", UpConfigFormat.PORT, false, "local port of the file endpoint"),
  FILES_LISTEN("files.listen", UpConfigFormat.HOST, false, "local address of the file endpoint"),
  ZIFLOW_KEY(
      "ziflow.api-key",
      UpConfigFormat.SECRET,
      true,
      "Ziflow's API key, of an administrator if hooks are used"),
  WEBHOOK_SECRET(
      "ziflow.webhook-secret",
      UpConfigFormat.SECRET,
      false,
      "webhook_signature_key, if you created the webhook by hand"),
  LIBRARY_KEY("photoshelter.api-key", UpConfigFormat.SECRET, true, "PhotoShelter's API key for v4"),
  LIBRARY_V3_KEY(
      "photoshelter.v3-api-key",
      UpConfigFormat.SECRET,
      false,
      "PhotoShelter's API key for v3, if it differs"),
  EMAIL(
      "photoshelter.email",
      UpConfigFormat.TEXT,
      true,
      "e-mail address of a service user without second factor"),
  PASSWORD("photoshelter.password", UpConfigFormat.SECRET, true, "the service user's password"),
  ORGANIZATION(
      "photoshelter.organization-id", UpConfigFormat.TEXT, true, "the organization's id, O0000…"),
  POLL_EVERY("poll-every", UpConfigFormat.TIME, false, "interval at which the library is polled");

  private final String key;
  private final UpConfigFormat format;
  private final boolean required;
  private final String description;

  UpConfigKey(String label, UpConfigFormat upConfigFormat, boolean needed, String meaning) {
    this.key = label;
    this.format = upConfigFormat;
    this.required = needed;
    this.description = meaning;
  }

  static Optional<UpConfigKey> byKey(String name) {
    return Arrays.stream(values()).filter(upConfigKey -> upConfigKey.key.equals(name)).findFirst();
  }

  String key() {
    return key;
  }

  UpConfigFormat format() {
    return format;
  }

  boolean isRequired() {
    return required;
  }

  String description() {
    return description;
  }
}
