package io.proofline.sandbox.photoshelter.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.photoshelter.library.CustomMetadata;
import io.proofline.sandbox.photoshelter.library.Gallery;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.MediaFiles;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.web.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP endpoints with which tests read and change the library, without a key. */
final class PhotoShelterAdmin {
  private final LibraryStore libraryStore;
  private final MediaFiles mediaFiles;
  private final CustomMetadata custom;

  PhotoShelterAdmin(PhotoShelterStores stores) {
    this.libraryStore = stores.library;
    this.mediaFiles = stores.files;
    this.custom = stores.custom;
  }

  void addTo(RoutesConfig routes) {
    var base = "/admin/photoshelter";
    routes.get(
        base + "/galleries",
        call ->
            PageRenderer.sendJson(
                call, libraryStore.galleries().stream().map(this::shown).toList()));
    routes.get(
        base + "/media",
        call ->
            PageRenderer.sendJson(call, libraryStore.media().stream().map(this::shown).toList()));
    routes.get(
        base + "/media/{id}",
        call -> PageRenderer.sendJson(call, shown(libraryStore.media(call.pathParam("id")))));
    routes.get(base + "/custom-fields", call -> PageRenderer.sendJson(call, custom.fields()));
    routes.post(base + "/galleries/{id}/media/{media}", this::put);
    routes.delete(base + "/galleries/{id}/media/{media}", this::takeOut);
    routes.post(base + "/media/{id}/keywords/{word}", this::addKeyword);
  }

  private void put(Context call) {
    mediaFiles.addToGallery(call.pathParam("id"), call.pathParam("media"));
    call.status(204);
  }

  private void takeOut(Context call) {
    mediaFiles.removeFromGallery(call.pathParam("id"), call.pathParam("media"));
    call.status(204);
  }

  private void addKeyword(Context call) {
    mediaFiles.addKeyword(call.pathParam("id"), call.pathParam("word"));
    call.status(204);
  }

  private Map<String, @Nullable Object> shown(Gallery gallery) {
    return Json.object(
        "id", gallery.id(),
        "name", gallery.name(),
        "parents", gallery.parents(),
        "media", List.copyOf(libraryStore.filesOf(gallery.id()).keySet()));
  }

  private Map<String, @Nullable Object> shown(Media file) {
    return Json.object(
        "id", file.id(),
        "file_name", file.fileName(),
        "edit_status", file.iptc().text(IptcField.EDIT_STATUS).orElse(null),
        "iptc", file.iptc().texts(),
        "keywords", file.iptc().keywords(),
        "galleries", libraryStore.galleriesOf(file.id()).stream().map(Gallery::name).toList(),
        "paths",
            libraryStore.galleriesOf(file.id()).stream()
                .flatMap(gallery -> libraryStore.paths(gallery).stream())
                .toList());
  }
}
