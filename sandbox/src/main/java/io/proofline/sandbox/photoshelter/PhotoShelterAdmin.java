package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.web.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The library as tests read and change it, without a key. */
final class PhotoShelterAdmin {
  private final Library library;
  private final CustomMetadata custom;

  PhotoShelterAdmin(Holdings holdings) {
    this.library = holdings.library;
    this.custom = holdings.custom;
  }

  void addTo(RoutesConfig routes) {
    var base = "/admin/photoshelter";
    routes.get(
        base + "/galleries",
        call -> Site.json(call, library.galleries().stream().map(this::shown).toList()));
    routes.get(
        base + "/media",
        call -> Site.json(call, library.media().stream().map(this::shown).toList()));
    routes.get(
        base + "/media/{id}", call -> Site.json(call, shown(library.media(call.pathParam("id")))));
    routes.get(base + "/custom-fields", call -> Site.json(call, custom.fields()));
    routes.post(base + "/galleries/{id}/media/{media}", this::put);
    routes.delete(base + "/galleries/{id}/media/{media}", this::takeOut);
    routes.post(base + "/media/{id}/keywords/{word}", this::addKeyword);
  }

  private void put(Context call) {
    library.put(call.pathParam("id"), call.pathParam("media"));
    call.status(204);
  }

  private void takeOut(Context call) {
    library.takeOut(call.pathParam("id"), call.pathParam("media"));
    call.status(204);
  }

  private void addKeyword(Context call) {
    Keywords.add(library, call.pathParam("id"), call.pathParam("word"));
    call.status(204);
  }

  private Map<String, @Nullable Object> shown(Gallery gallery) {
    return Json.object(
        "id", gallery.id(),
        "name", gallery.name(),
        "parents", gallery.parents(),
        "media", List.copyOf(library.filesOf(gallery.id()).keySet()));
  }

  private Map<String, @Nullable Object> shown(Media file) {
    return Json.object(
        "id", file.id(),
        "file_name", file.fileName(),
        "edit_status", file.iptc().text(IptcField.EDIT_STATUS).orElse(null),
        "iptc", file.iptc().texts(),
        "keywords", file.iptc().keywords(),
        "galleries", library.galleriesOf(file.id()).stream().map(Gallery::name).toList(),
        "paths",
            library.galleriesOf(file.id()).stream()
                .flatMap(gallery -> library.paths(gallery).stream())
                .toList());
  }
}
