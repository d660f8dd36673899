package io.proofline.sandbox.photoshelter.v4;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.Switch;
import io.proofline.sandbox.photoshelter.http.DownloadResponses;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.MediaQuery;
import io.proofline.sandbox.photoshelter.library.Workspaces;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.picture.Renditions;
import io.proofline.sandbox.web.RequestInput;
import java.util.List;

/** Routes of file content over v4: addresses of renditions, downloads, several files as a zip. */
public final class V4DownloadRoutes {
  private static final int JPEG_SIZE = 2000;

  private final LibraryStore libraryStore;
  private final Workspaces workspaces;
  private final Renditions renditions;
  private final V4Responses responses;
  private final PhotoShelterSettings settings;
  private final V4Includes includes;

  public V4DownloadRoutes(PhotoShelterStores stores, V4Responses responses, V4Includes includes) {
    this.libraryStore = stores.library;
    this.workspaces = stores.workspaces;
    this.renditions = stores.renditions;
    this.responses = responses;
    this.settings = stores.settings;
    this.includes = includes;
  }

  public void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/media/batch/download", this::batch);
    routes.get(base + "/media/{id}/link", this::link);
    routes.get(base + "/media/{id}/download", this::download);
  }

  private void link(Context call) {
    responses.sendOne(call, includes.imageLink(call, file(call)));
  }

  private void download(Context call) {
    var file = file(call);
    var type = RequestInput.query(call, "download_filetype").orElse("original");
    var bytes =
        switch (type) {
          case "original" -> original(call, file);
          case "jpeg" -> jpeg(call, file);
          default ->
              throw PhotoShelterApiException.badRequest(
                  "download_filetype %s does not go with this file".formatted(type));
        };
    DownloadResponses.send(call, file.fileName(), bytes);
  }

  /** The original bytes, or with the current IPTC if the call requests it. */
  private byte[] original(Context call, Media file) {
    var requested = RequestInput.query(call, "download_image_embed");
    var embed = requested.map("true"::equals).orElse(settings.isEnabled(Switch.DOWNLOAD_EMBEDS));
    return DownloadResponses.bytes(libraryStore, file, embed);
  }

  private byte[] jpeg(Context call, Media file) {
    var size =
        RequestInput.query(call, "download_quality")
            .filter(text -> text.matches("\\d{1,5}"))
            .map(Integer::parseInt)
            .orElse(JPEG_SIZE);
    return renditions
        .of(file.original(), Renditions.Mode.FIT, size, size)
        .orElseThrow(() -> PhotoShelterApiException.badRequest("This file has no picture"));
  }

  private void batch(Context call) {
    var files =
        RequestInput.query(call, "workspace_id")
            .map(workspaces::get)
            .map(workspaces::media)
            .orElseGet(() -> named(call));
    if (files.isEmpty()) {
      throw PhotoShelterApiException.badRequest("Name a workspace_id, or files as media_id");
    }
    DownloadResponses.sendZip(call, files, file -> original(call, file));
  }

  private List<Media> named(Context call) {
    return RequestInput.query(call, "media_id")
        .map(MediaQuery::splitList)
        .orElse(List.of())
        .stream()
        .map(libraryStore::media)
        .toList();
  }

  private Media file(Context call) {
    return libraryStore.media(call.pathParam("id"));
  }
}
