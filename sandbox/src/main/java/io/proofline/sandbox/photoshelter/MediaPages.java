package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One file: where it sits, its keywords and tags, what can be done with it. */
final class MediaPages {
  private final Library library;
  private final CustomMetadata custom;
  private final Cards cards;
  private final Site site;

  MediaPages(Holdings holdings, Cards cards, Site site) {
    this.library = holdings.library;
    this.custom = holdings.custom;
    this.cards = cards;
    this.site = site;
  }

  void addTo(RoutesConfig routes) {
    var one = "/photoshelter/media/{id}";
    routes.get(one, call -> site.show(call, Cards.title(file(call)), "media", model(file(call))));
    routes.post(one + "/put", this::put);
    routes.post(one + "/take-out", this::takeOut);
    routes.post(one + "/trash", this::trash);
    routes.post(one + "/keyword", this::addKeyword);
    routes.post(one + "/keyword/remove", this::removeKeyword);
    routes.post(one + "/tag", this::tag);
  }

  // ---- actions

  /** Puts the file into a gallery, and out of another when one is named: that is a move. */
  private void put(Context call) {
    var gallery = form(call, "gallery");
    var from = form(call, "from");
    library.put(gallery, file(call).id());
    if (!from.isEmpty() && !from.equals(gallery)) {
      library.takeOut(from, call.pathParam("id"));
    }
    back(call);
  }

  private void takeOut(Context call) {
    library.takeOut(form(call, "gallery"), file(call).id());
    back(call);
  }

  private void trash(Context call) {
    library.trash(file(call).id());
    back(call);
  }

  private void addKeyword(Context call) {
    Input.filled(call.formParam("word"))
        .ifPresent(word -> Keywords.add(library, call.pathParam("id"), word.strip()));
    back(call);
  }

  private void removeKeyword(Context call) {
    Keywords.remove(library, call.pathParam("id"), form(call, "word"));
    back(call);
  }

  private void tag(Context call) {
    custom.set(file(call).id(), form(call, "field"), form(call, "option"));
    back(call);
  }

  private void back(Context call) {
    var id = call.pathParam("id");
    Site.goTo(call, library.isTrashed(id) ? "/photoshelter/trash" : "/photoshelter/media/" + id);
  }

  private static String form(Context call, String name) {
    return Input.filled(call.formParam(name)).orElse("");
  }

  // ---- what the template shows

  private Map<String, @Nullable Object> model(Media file) {
    var homes = library.galleriesOf(file.id());
    var model = cards.of(file);
    model.put("mediaId", file.id());
    model.put("large", cards.image(file.id(), "fit=1200x900"));
    model.put("hasStatus", file.iptc().text(IptcField.EDIT_STATUS).isPresent());
    model.put("keywords", file.iptc().keywords());
    model.put("homes", homes.stream().map(each -> home(each, homes.size() == 1)).toList());
    model.put(
        "others",
        library.galleries().stream()
            .filter(each -> !homes.contains(each))
            .map(this::other)
            .toList());
    model.put("tags", custom.fields().stream().map(field -> field(field, file)).toList());
    model.put("fields", facts(file));
    return model;
  }

  private Map<String, @Nullable Object> home(Gallery gallery, boolean last) {
    return Json.object(
        "id", gallery.id(), "name", gallery.name(), "path", cards.path(gallery), "last", last);
  }

  private Map<String, @Nullable Object> other(Gallery gallery) {
    return Json.object(
        "id", gallery.id(),
        "name", gallery.name(),
        "path", cards.path(gallery),
        "chosen", gallery.name().equals(SampleLibrary.REVIEW_GALLERY));
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
    rows.add(row("uploaded", Dates.ofMedia(file.createdAt())));
    rows.add(row("modified", Dates.ofMedia(file.modifiedAt())));
    rows.add(row("id", file.id()));
    return rows;
  }

  private static Map<String, @Nullable Object> row(String name, String value) {
    return Json.object("name", name, "value", value);
  }

  private Media file(Context call) {
    return library.media(call.pathParam("id"));
  }
}
