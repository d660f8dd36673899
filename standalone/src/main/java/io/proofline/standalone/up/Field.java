package io.proofline.standalone.up;

import java.util.Arrays;
import java.util.Optional;

/** What the file may say. What has no default has to be said, unless the text says otherwise. */
enum Field {
  ACCOUNT(
      "account",
      Kind.ACCOUNT,
      true,
      "name of this installation, part of every marker: never changed"),
  DATA("data", Kind.PATH, true, "directory that keeps everything"),
  RULES("rules", Kind.PATH, true, "the rules file: who reviews what"),
  PORT_BASE("port-base", Kind.FIRST_PORT, false, "first of the ports on this machine"),
  HOOKS("hooks", Kind.TEXT, false, "'none' for those who may not open a port"),
  HOOKS_ADDRESS("hooks.address", Kind.ADDRESS, false, "public address at which Ziflow reaches us"),
  HOOKS_PORT("hooks.port", Kind.PORT, false, "where hooks are listened for"),
  HOOKS_LISTEN("hooks.listen", Kind.HOST, false, "on which address of this machine"),
  FILES_ADDRESS(
      "files.address", Kind.ADDRESS, true, "public address at which Ziflow fetches files"),
  FILES_PORT("files.port", Kind.PORT, false, "where files are handed out"),
  FILES_LISTEN("files.listen", Kind.HOST, false, "on which address of this machine"),
  ZIFLOW_KEY(
      "ziflow.api-key",
      Kind.SECRET,
      true,
      "Ziflow's API key, of an administrator if hooks are used"),
  WEBHOOK_SECRET(
      "ziflow.webhook-secret",
      Kind.SECRET,
      false,
      "webhook_signature_key, where the webhook was made by hand"),
  LIBRARY_KEY("photoshelter.api-key", Kind.SECRET, true, "PhotoShelter's API key, of v4"),
  LIBRARY_V3_KEY(
      "photoshelter.v3-api-key", Kind.SECRET, false, "the key of v3, where it is another"),
  EMAIL("photoshelter.email", Kind.TEXT, true, "of a service user without second factor"),
  PASSWORD("photoshelter.password", Kind.SECRET, true, "the service user's password"),
  ORGANIZATION("photoshelter.organization-id", Kind.TEXT, true, "the organization's id, O0000…"),
  POLL_EVERY("poll-every", Kind.TIME, false, "how often the library is looked at");

  private final String label;
  private final Kind kind;
  private final boolean needed;
  private final String meaning;

  Field(String label, Kind kind, boolean needed, String meaning) {
    this.label = label;
    this.kind = kind;
    this.needed = needed;
    this.meaning = meaning;
  }

  static Optional<Field> named(String name) {
    return Arrays.stream(values()).filter(field -> field.label.equals(name)).findFirst();
  }

  String label() {
    return label;
  }

  Kind kind() {
    return kind;
  }

  boolean isNeeded() {
    return needed;
  }

  String meaning() {
    return meaning;
  }
}
