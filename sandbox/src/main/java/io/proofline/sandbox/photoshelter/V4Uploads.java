package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.PhotoShelterSettings.Switch;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * New files and new versions over v4. Their paths are named in the sources, their bodies are not:
 * both are off unless switched on, and then a multipart form as in v3 is what they take.
 */
final class V4Uploads {
  private final Library library;
  private final Versions versions;
  private final Account account;
  private final V4Answers answers;
  private final PhotoShelterSettings settings;

  V4Uploads(Holdings holdings, V4Answers answers) {
    this.library = holdings.library;
    this.versions = holdings.versions;
    this.account = holdings.account;
    this.answers = answers;
    this.settings = holdings.settings;
  }

  void addTo(RoutesConfig routes, String base) {
    if (settings.has(Switch.V4_UPLOAD)) {
      routes.post(base + "/media", this::upload);
    }
    if (settings.has(Switch.V4_VERSIONS)) {
      addVersionsTo(routes, base + "/media/{id}/versions");
    }
  }

  private void addVersionsTo(RoutesConfig routes, String base) {
    var one = base + "/{version}";
    routes.get(base, this::list);
    routes.post(base, this::add);
    routes.put(one, this::describe);
    routes.put(one + "/details", this::describe);
    routes.delete(one, this::delete);
    routes.post(one + "/activate", this::activate);
  }

  private void upload(Context call) {
    var stored = Uploads.store(call, library, account).stream().map(answers::media).toList();
    answers.one(call, stored.size() == 1 ? stored.getFirst() : stored);
  }

  private void list(Context call) {
    var history = versions.of(media(call));
    answers.all(
        call, history.versions().stream().map(each -> shown(each, history.active())).toList());
  }

  private void add(Context call) {
    var bytes = Uploads.bytes(Uploads.parts(call).getFirst());
    var added = versions.add(media(call), bytes, text(call, "version_label"), text(call, "note"));
    answers.one(call, shown(added, added.id()));
  }

  private void describe(Context call) {
    var changed =
        versions.describe(
            media(call), version(call), text(call, "version_label"), text(call, "note"));
    answers.one(call, shown(changed, versions.of(media(call)).active()));
  }

  private void activate(Context call) {
    versions.activate(media(call), version(call));
    answers.done(call);
  }

  private void delete(Context call) {
    versions.delete(media(call), version(call));
    answers.done(call);
  }

  private static Map<String, @Nullable Object> shown(Versions.Version version, String active) {
    return V4Answers.resource(
        version.id(),
        "version",
        Json.object(
            "version_label", version.label(),
            "note", version.note(),
            "file_size", version.fileSize(),
            "active", version.id().equals(active),
            "created_at", Dates.ofMedia(version.createdAt())));
  }

  private static @Nullable String text(Context call, String name) {
    return Input.text(call, name).orElse(null);
  }

  private static String media(Context call) {
    return call.pathParam("id");
  }

  private static String version(Context call) {
    return call.pathParam("version");
  }
}
