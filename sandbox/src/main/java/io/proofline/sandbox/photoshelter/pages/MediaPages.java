package io.proofline.sandbox.photoshelter.pages;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.pages.ProofLink;
import io.proofline.sandbox.photoshelter.account.DateFormats;
import io.proofline.sandbox.photoshelter.library.CustomMetadata;
import io.proofline.sandbox.photoshelter.library.Gallery;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.MediaFiles;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The page of one file: galleries, keywords, tags and actions. */
final class MediaPages {
  private final LibraryStore libraryStore;
  private final MediaFiles mediaFiles;
  private final CustomMetadata custom;
  private final LibraryCards libraryCards;
  private final PageRenderer pageRenderer;
  private final Function<String, List<ProofLink>> proofsOf;

  MediaPages(
      PhotoShelterStores stores,
      LibraryCards libraryCards,
      PageRenderer pageRenderer,
      Function<String, List<ProofLink>> proofsOf) {
    this.proofsOf = proofsOf;
    this.libraryStore = stores.library;
    this.mediaFiles = stores.files;
    this.custom = stores.custom;
    this.libraryCards = libraryCards;
    this.pageRenderer = pageRenderer;
  }

  void addTo(RoutesConfig routes) {
    var one = "/photoshelter/media/{id}";
    routes.get(
        one,
        call ->
            pageRenderer.render(call, LibraryCards.title(file(call)), "media", model(file(call))));
    routes.post(one + "/put", this::put);
    routes.post(one + "/take-out", this::takeOut);
    routes.post(one + "/trash", this::trash);
    routes.post(one + "/keyword", this::addKeyword);
    routes.post(one + "/keyword/remove", this::removeKeyword);
    routes.post(one + "/tag", this::tag);
  }

  // ---- actions

  /** Adds the file to a gallery and, for a move, removes it from another one. */
  private void put(Context call) {
    var gallery = form(call, "gallery");
    var from = form(call, "from");
    mediaFiles.addToGallery(gallery, file(call).id());
    if (!from.isEmpty() && !from.equals(gallery)) {
      mediaFiles.removeFromGallery(from, call.pathParam("id"));
    }
    back(call);
  }

  private void takeOut(Context call) {
    mediaFiles.removeFromGallery(form(call, "gallery"), file(call).id());
    back(call);
  }

  private void trash(Context call) {
    mediaFiles.trash(file(call).id());
    back(call);
  }

  private void addKeyword(Context call) {
    RequestInput.filled(call.formParam("word"))
        .ifPresent(word -> mediaFiles.addKeyword(call.pathParam("id"), word.strip()));
    back(call);
  }

  private void removeKeyword(Context call) {
    mediaFiles.removeKeyword(call.pathParam("id"), form(call, "word"));
    back(call);
  }

  private void tag(Context call) {
    custom.set(file(call).id(), form(call, "field"), form(call, "option"));
    back(call);
  }

  private void back(Context call) {
    var id = call.pathParam("id");
    PageRenderer.redirect(
        call, libraryStore.isTrashed(id) ? "/photoshelter/trash" : "/photoshelter/media/" + id);
  }

  private static String form(Context call, String name) {
    return RequestInput.filled(call.formParam(name)).orElse("");
  }

  // ---- template model

  private Map<String, @Nullable Object> model(Media file) {
    var homes = libraryStore.galleriesOf(file.id());
    var model = libraryCards.of(file);
    model.put("mediaId", file.id());
    model.put("large", libraryCards.image(file.id(), "fit=1200x900"));
    model.put("hasStatus", file.iptc().text(IptcField.EDIT_STATUS).isPresent());
    model.put("keywords", file.iptc().keywords());
    model.put("homes", homes.stream().map(each -> home(each, homes.size() == 1)).toList());
    model.put(
        "others",
        libraryStore.galleries().stream()
            .filter(each -> !homes.contains(each))
            .map(libraryCards::target)
            .toList());
    model.put("tags", custom.fields().stream().map(field -> field(field, file)).toList());
    model.put("fields", facts(file));
    model.put("proofs", proofsOf.apply(file.id()));
    return model;
  }

  private Map<String, @Nullable Object> home(Gallery gallery, boolean last) {
    return Json.object(
        "id",
        gallery.id(),
        "name",
        gallery.name(),
        "path",
        libraryCards.path(gallery),
        "last",
        last);
  }

  private Map<String, @Nullable Object> field(CustomMetadata.Field field, Media file) {
    var tag = custom.tag(field, file.id());
    return Json.object(
        "fieldId",
        field.id(),
        "field",
        field.name(),
        "options",
        field.options().stream()
            .map(each ->
                Json.object(
                    "option",
                    each.id(),
                    "value",
                    each.value(),
                    "chosen",
                    tag.filter(each::equals).isPresent()))
            .toList());
  }

  private static List<Map<String, @Nullable Object>> facts(Media file) {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (var field : IptcField.values()) {
      file.iptc()
          .text(field)
          .filter(_ -> field != IptcField.EDIT_STATUS)
          .ifPresent(text -> rows.add(row(field.label(), text)));
    }
    rows.add(
        row(
            "file",
            "%s, %d × %d, %,d bytes"
                .formatted(file.fileName(), file.width(), file.height(), file.fileSize())));
    rows.add(row("uploaded", DateFormats.ofMedia(file.createdAt())));
    rows.add(row("modified", DateFormats.ofMedia(file.modifiedAt())));
    rows.add(row("id", file.id()));
    return rows;
  }

  private static Map<String, @Nullable Object> row(String name, String value) {
    return Json.object("name", name, "value", value);
  }

  private Media file(Context call) {
    return libraryStore.media(call.pathParam("id"));
  }
}
