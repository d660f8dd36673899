package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collections and the root of the library over v4. */
final class V4Collections {
  private final Library library;
  private final V4Answers answers;
  private final V4Includes includes;
  private final PhotoShelterSettings settings;

  V4Collections(
      Library library, V4Answers answers, V4Includes includes, PhotoShelterSettings settings) {
    this.library = library;
    this.answers = answers;
    this.includes = includes;
    this.settings = settings;
  }

  void addTo(RoutesConfig routes, String base) {
    var one = base + "/collections/{id}";
    routes.get(base + "/library", call -> mixed(call, null));
    routes.get(base + "/collections", this::list);
    routes.post(base + "/collections", this::create);
    routes.get(one, call -> answers.one(call, includes.collection(call, collection(call))));
    routes.patch(one, this::change);
    routes.delete(one, this::delete);
    routes.get(one + "/children", call -> mixed(call, collection(call).id()));
    routes.get(one + "/children/{child}", this::child);
    routes.get(one + "/parent", this::parent);
    routes.get(one + "/path", call -> answers.all(call, includes.path(collection(call))));
    routes.get(
        one + "/child-count", call -> answers.counted(call, includes.counts(collection(call))));
    routes.get(
        one + "/permissions",
        call ->
            answers.one(
                call, V4Includes.permissions(collection(call).id(), collection(call).mode())));
    routes.get(one + "/link", this::link);
  }

  private void list(Context call) {
    var all = library.collections().stream().filter(filter(call)).sorted(order(call)).toList();
    var paging = Paging.whenAsked(call, settings.limits().lastPage());
    var shown =
        paging.map(window -> window.cut(all)).orElse(all).stream()
            .map(each -> includes.collection(call, each))
            .toList();
    paging.ifPresentOrElse(
        window -> answers.page(call, shown, window.meta(call, all.size())),
        () -> answers.all(call, shown));
  }

  private static Predicate<MediaCollection> filter(Context call) {
    var id = Input.query(call, "id");
    var name = Input.query(call, "name");
    var parent = Optional.ofNullable(call.queryParam("parent"));
    return collection ->
        id.map(asked -> asked.equals(collection.id())).orElse(true)
            && name.map(text -> Names.match(call, collection.name(), text)).orElse(true)
            && parent
                .map(asked -> asked.equals(collection.parent() == null ? "" : collection.parent()))
                .orElse(true);
  }

  private static Comparator<MediaCollection> order(Context call) {
    Comparator<MediaCollection> order =
        switch (Input.query(call, "sort_by").orElse("name")) {
          case "creation_time" -> Comparator.comparing(MediaCollection::createdAt);
          case "modification_time" -> Comparator.comparing(MediaCollection::modifiedAt);
          case "display_order" -> Comparator.comparingInt(MediaCollection::displayOrder);
          default -> Comparator.comparing(MediaCollection::name);
        };
    var unique = order.thenComparing(MediaCollection::id);
    return Names.ascending(call) ? unique : unique.reversed();
  }

  /** Collections and galleries side by side, collections first. */
  private void mixed(Context call, @Nullable String parent) {
    var all = mixedBelow(call, parent);
    var paging = Paging.whenAsked(call, settings.limits().lastPage());
    paging.ifPresentOrElse(
        window -> answers.page(call, window.cut(all), window.meta(call, all.size())),
        () -> answers.all(call, all));
  }

  private List<Map<String, @Nullable Object>> mixedBelow(Context call, @Nullable String parent) {
    var collections =
        library.collectionsIn(parent).stream()
            .sorted(order(call))
            .map(each -> includes.collection(call, each));
    var galleries =
        library.galleriesIn(parent).stream()
            .sorted(Comparator.comparing(Gallery::name))
            .map(each -> includes.gallery(call, each));
    return Stream.concat(collections, galleries).toList();
  }

  private void child(Context call) {
    var child = call.pathParam("child");
    var found =
        mixedBelow(call, collection(call).id()).stream()
            .filter(each -> child.equals(each.get("id")))
            .findFirst();
    answers.one(call, found.orElseThrow(() -> Refused.notFound("Child", child)));
  }

  private void parent(Context call) {
    var parent = collection(call).parent();
    if (parent == null) {
      throw Refused.notFound("Parent of collection", call.pathParam("id"));
    }
    answers.one(call, includes.collection(call, library.collection(parent)));
  }

  private void create(Context call) {
    var name = Input.text(call, "name").orElseThrow(() -> Refused.badRequest("name is missing"));
    var created =
        library.createCollection(
            name,
            Input.text(call, "description").orElse(null),
            Input.text(call, "parent").orElse(null));
    answers.one(call, includes.collection(call, created));
  }

  private void change(Context call) {
    var changed =
        library.changeCollection(
            call.pathParam("id"),
            collection ->
                collection.changed(
                    Input.text(call, "name").orElse(collection.name()),
                    Input.text(call, "description").orElse(collection.description()),
                    library.now()));
    answers.one(call, includes.collection(call, changed));
  }

  private void delete(Context call) {
    library.deleteCollection(call.pathParam("id"));
    answers.done(call);
  }

  private void link(Context call) {
    var collection = collection(call);
    var url =
        "%s://%s/gallery-collection/%s".formatted(call.scheme(), call.host(), collection.id());
    answers.one(call, V4Answers.resource(null, "url", Json.object("url", url)));
  }

  private MediaCollection collection(Context call) {
    return library.collection(call.pathParam("id"));
  }
}
