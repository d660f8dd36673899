package io.proofline.cli.config;

import java.util.Arrays;
import java.util.Optional;

/** What the file may say. What has no default has to be said, unless the text says otherwise. */
enum UpConfigKey {
  ACCOUNT(
      "account",
      UpConfigFormat.ACCOUNT,
      true,
      "name of this installation, part of every marker: never changed"),
  DATA("data", UpConfigFormat.PATH, true, "directory that keeps everything"),
  RULES("rules", UpConfigFormat.PATH, true, "the rules file: who reviews what"),
  PORT_BASE("port-base", UpConfigFormat.FIRST_PORT, false, "first of the ports on this machine"),
  HOOKS("hooks", UpConfigFormat.TEXT, false, "'none' for those who may not open a port"),
  HOOKS_ADDRESS(
      "hooks.address", UpConfigFormat.ADDRESS, false, "public address at which Ziflow reaches us"),
  HOOKS_PORT("hooks.port", UpConfigFormat.PORT, false, "where hooks are listened for"),
  HOOKS_LISTEN("hooks.listen", UpConfigFormat.HOST, false, "on which address of this machine"),
  FILES_ADDRESS(
      "files.address",
      UpConfigFormat.ADDRESS,
      true,
      "public address at which Ziflow fetches files"),
  FILES_PORT("files.port", UpConfigFormat.PORT, false, "where files are handed out"),
  FILES_LISTEN("files.listen", UpConfigFormat.HOST, false, "on which address of this machine"),
  ZIFLOW_KEY(
      "ziflow.api-key",
      UpConfigFormat.SECRET,
      true,
      "Ziflow's API key, of an administrator if hooks are used"),
  WEBHOOK_SECRET(
      "ziflow.webhook-secret",
      UpConfigFormat.SECRET,
      false,
      "webhook_signature_key, where the webhook was made by hand"),
  LIBRARY_KEY("photoshelter.api-key", UpConfigFormat.SECRET, true, "PhotoShelter's API key, of v4"),
  LIBRARY_V3_KEY(
      "photoshelter.v3-api-key",
      UpConfigFormat.SECRET,
      false,
      "the key of v3, where it is another"),
  EMAIL("photoshelter.email", UpConfigFormat.TEXT, true, "of a service user without second factor"),
  PASSWORD("photoshelter.password", UpConfigFormat.SECRET, true, "the service user's password"),
  ORGANIZATION(
      "photoshelter.organization-id", UpConfigFormat.TEXT, true, "the organization's id, O0000…"),
  POLL_EVERY("poll-every", UpConfigFormat.TIME, false, "how often the library is looked at");

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
