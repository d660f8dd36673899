package io.proofline.sandbox.photoshelter.v4;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.account.DateFormats;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.Switch;
import io.proofline.sandbox.photoshelter.account.ResourceObject;
import io.proofline.sandbox.photoshelter.http.MultipartUploads;
import io.proofline.sandbox.photoshelter.library.MediaVersions;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routes of uploads and new versions over v4. The sources name their paths but not their bodies:
 * both are off by default; when switched on they accept a multipart form as in v3.
 */
public final class V4UploadRoutes {
  private final PhotoShelterStores stores;
  private final MediaVersions mediaVersions;
  private final V4Responses responses;
  private final PhotoShelterSettings settings;

  public V4UploadRoutes(PhotoShelterStores stores, V4Responses responses) {
    this.stores = stores;
    this.mediaVersions = stores.versions;
    this.responses = responses;
    this.settings = stores.settings;
  }

  public void addTo(RoutesConfig routes, String base) {
    if (settings.isEnabled(Switch.V4_UPLOAD)) {
      routes.post(base + "/media", this::upload);
    }
    if (settings.isEnabled(Switch.V4_VERSIONS)) {
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
    var stored = MultipartUploads.store(call, stores).stream().map(responses::media).toList();
    responses.sendOne(call, stored.size() == 1 ? stored.getFirst() : stored);
  }

  private void list(Context call) {
    var history = mediaVersions.historyOf(media(call));
    responses.sendAll(
        call, history.versions().stream().map(each -> shown(each, history.active())).toList());
  }

  private void add(Context call) {
    var bytes = MultipartUploads.bytes(MultipartUploads.parts(call).getFirst());
    var added =
        mediaVersions.add(media(call), bytes, text(call, "version_label"), text(call, "note"));
    responses.sendOne(call, shown(added, added.id()));
  }

  private void describe(Context call) {
    var changed =
        mediaVersions.describe(
            media(call), version(call), text(call, "version_label"), text(call, "note"));
    responses.sendOne(call, shown(changed, mediaVersions.historyOf(media(call)).active()));
  }

  private void activate(Context call) {
    mediaVersions.activate(media(call), version(call));
    responses.sendOk(call);
  }

  private void delete(Context call) {
    mediaVersions.delete(media(call), version(call));
    responses.sendOk(call);
  }

  private static Map<String, @Nullable Object> shown(MediaVersions.Version version, String active) {
    return ResourceObject.resource(
        version.id(),
        "version",
        Json.object(
            "version_label", version.label(),
            "note", version.note(),
            "file_size", version.fileSize(),
            "active", version.id().equals(active),
            "created_at", DateFormats.ofMedia(version.createdAt())));
  }

  private static @Nullable String text(Context call, String name) {
    return RequestInput.text(call, name).orElse(null);
  }

  private static String media(Context call) {
    return call.pathParam("id");
  }

  private static String version(Context call) {
    return call.pathParam("version");
  }
}
