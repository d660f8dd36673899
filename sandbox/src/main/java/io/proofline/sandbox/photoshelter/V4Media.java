package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Files over v4: find, read, change, trash. */
final class V4Media {
  private final Library library;
  private final CustomMetadata custom;
  private final V4Answers answers;
  private final V4Includes includes;
  private final PhotoShelterSettings settings;

  V4Media(Holdings holdings, V4Answers answers, V4Includes includes) {
    this.library = holdings.library;
    this.custom = holdings.custom;
    this.answers = answers;
    this.includes = includes;
    this.settings = holdings.settings;
  }

  void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/media", this::query);
    routes.get(base + "/search", this::search);
    routes.get(base + "/media/{id}", call -> answers.one(call, answers.media(file(call))));
    routes.patch(base + "/media/{id}", this::update);
    routes.delete(base + "/media/{id}", this::trash);
    routes.get(base + "/media/{id}/galleries", this::galleries);
    routes.get(base + "/trash", this::listTrash);
    routes.post(base + "/trash/{id}/restore", this::restore);
  }

  private void query(Context call) {
    page(call, new MediaQuery(call, library, custom, settings).run());
  }

  private void search(Context call) {
    var types =
        Input.query(call, "media_type")
            .map(MediaQuery::wordSet)
            .orElse(java.util.Set.of("image", "video", "audio", "doc"));
    var order = Comparator.comparing(Media::createdAt).thenComparing(Media::id);
    var ascending = Input.query(call, "sort_direction").orElse("descending").startsWith("asc");
    page(
        call,
        library.searchable().stream()
            .filter(file ->
                types.contains(file.kind() == Media.Kind.DOCUMENT ? "doc" : file.kind().label()))
            .sorted(ascending ? order : order.reversed())
            .toList());
  }

  private void page(Context call, List<Media> hits) {
    var paging = Paging.of(call, settings.limits().lastPage());
    answers.page(
        call, paging.cut(hits).stream().map(answers::hit).toList(), paging.meta(call, hits.size()));
  }

  private void update(Context call) {
    var fields = Input.body(call);
    var name = Optional.ofNullable(fields.get("file_name")).flatMap(Input::text);
    var rating = Optional.ofNullable(fields.get("rating")).map(JsonNode::asInt);
    var changed =
        library.change(
            call.pathParam("id"),
            file ->
                file.renamed(
                    name.orElse(file.fileName()), rating.orElse(file.rating()), library.now()));
    answers.one(call, answers.media(changed));
  }

  private void trash(Context call) {
    library.trash(call.pathParam("id"));
    answers.done(call);
  }

  private void galleries(Context call) {
    var homes = library.galleriesOf(file(call).id());
    answers.all(
        call,
        homes.stream()
            .map(gallery -> {
              var item =
                  V4Answers.resource(
                      gallery.id(),
                      "gallery",
                      Json.object("display_order", gallery.displayOrder()));
              if (V4Includes.asked(call, "gallery")) {
                item.put(
                    "includes",
                    Json.object("gallery", Json.object("data", includes.container(call, gallery))));
              }
              return item;
            })
            .toList());
  }

  private void listTrash(Context call) {
    answers.all(call, library.trash().stream().map(answers::hit).toList());
  }

  private void restore(Context call) {
    answers.one(call, answers.media(library.restore(call.pathParam("id"))));
  }

  private Media file(Context call) {
    return library.media(call.pathParam("id"));
  }
}
