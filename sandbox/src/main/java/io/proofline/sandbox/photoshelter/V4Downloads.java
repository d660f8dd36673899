package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.PhotoShelterSettings.Switch;
import io.proofline.sandbox.picture.Renditions;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/** Bytes over v4: addresses of smaller pictures, downloads, several files as a zip. */
final class V4Downloads {
  private static final int JPEG_SIZE = 2000;

  private final Library library;
  private final Workspaces workspaces;
  private final Renditions renditions;
  private final V4Answers answers;
  private final PhotoShelterSettings settings;
  private final Supplier<URI> origin;

  V4Downloads(Holdings holdings, V4Answers answers) {
    this.library = holdings.library;
    this.workspaces = holdings.workspaces;
    this.renditions = holdings.renditions;
    this.answers = answers;
    this.settings = holdings.settings;
    this.origin = holdings.origin;
  }

  void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/media/batch/download", this::batch);
    routes.get(base + "/media/{id}/link", this::link);
    routes.get(base + "/media/{id}/download", this::download);
  }

  private void link(Context call) {
    var mode = Input.query(call, "image_mode").orElse("fit");
    var size = Input.query(call, "image_size").orElse("600x400");
    var link = "%s/img-get2/%s/%s=%s".formatted(origin.get(), file(call).id(), mode, size);
    answers.one(call, V4Answers.resource(file(call).id(), "link", Json.object("link", link)));
  }

  private void download(Context call) {
    var file = file(call);
    var type = Input.query(call, "download_filetype").orElse("original");
    var bytes =
        switch (type) {
          case "original" -> original(call, file);
          case "jpeg" -> jpeg(call, file);
          default ->
              throw Refused.badRequest(
                  "download_filetype %s does not go with this file".formatted(type));
        };
    Downloads.send(call, file.fileName(), bytes);
  }

  /** The bytes as they came, or with the IPTC as it stands now where that is asked for. */
  private byte[] original(Context call, Media file) {
    var asked = Input.query(call, "download_image_embed");
    var embed = asked.map("true"::equals).orElse(settings.has(Switch.DOWNLOAD_EMBEDS));
    return Downloads.bytes(library, file, embed);
  }

  private byte[] jpeg(Context call, Media file) {
    var size =
        Input.query(call, "download_quality")
            .filter(text -> text.matches("\\d{1,5}"))
            .map(Integer::parseInt)
            .orElse(JPEG_SIZE);
    return renditions
        .of(file.original(), Renditions.Mode.FIT, size, size)
        .orElseThrow(() -> Refused.badRequest("This file has no picture"));
  }

  private void batch(Context call) {
    var files =
        Input.query(call, "workspace_id")
            .map(workspaces::get)
            .map(workspaces::media)
            .orElseGet(() -> named(call));
    if (files.isEmpty()) {
      throw Refused.badRequest("Name a workspace_id, or files as media_id");
    }
    Downloads.sendZip(call, files, file -> original(call, file));
  }

  private List<Media> named(Context call) {
    return Input.query(call, "media_id").map(MediaQuery::words).orElse(List.of()).stream()
        .map(library::media)
        .toList();
  }

  private Media file(Context call) {
    return library.media(call.pathParam("id"));
  }
}
