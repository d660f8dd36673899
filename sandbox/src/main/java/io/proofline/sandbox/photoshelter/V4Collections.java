package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import java.util.List;
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
  private final Sharing sharing;

  V4Collections(Holdings holdings, V4Answers answers, V4Includes includes) {
    this.library = holdings.library;
    this.answers = answers;
    this.includes = includes;
    this.settings = holdings.settings;
    this.sharing = holdings.sharing;
  }

  void addTo(RoutesConfig routes, String base) {
    var one = base + "/collections/{id}";
    routes.get(base + "/library", call -> mixed(call, null));
    routes.get(base + "/collections", this::list);
    routes.post(base + "/collections", this::create);
    routes.patch(one, this::change);
    routes.delete(one, this::delete);
    routes.get(one + "/children", call -> mixed(call, collection(call).id()));
    routes.get(one + "/children/{child}", this::child);
    routes.get(one + "/parent", this::parent);
  }

  private void list(Context call) {
    var all =
        library.collections().stream().filter(filter(call)).sorted(Names.order(call)).toList();
    includes.list(call, all, settings.limits().lastPage());
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

  /** Collections and galleries side by side, collections first. */
  private void mixed(Context call, @Nullable String parent) {
    includes.list(call, below(call, parent), settings.limits().lastPage());
  }

  private List<Container> below(Context call, @Nullable String parent) {
    var collections = library.collectionsIn(parent).stream().sorted(Names.order(call));
    var galleries = library.galleriesIn(parent).stream().sorted(Names.order(call));
    return Stream.<Container>concat(collections, galleries)
        .filter(each -> sharing.showsTo(call, each, Optional.ofNullable(parent)))
        .toList();
  }

  private void child(Context call) {
    var child = call.pathParam("child");
    var found =
        below(call, collection(call).id()).stream()
            .filter(each -> each.id().equals(child))
            .findFirst();
    answers.one(
        call, includes.container(call, found.orElseThrow(() -> Refused.notFound("Child", child))));
  }

  private void parent(Context call) {
    var parent =
        library.above(collection(call).id()).stream()
            .skip(1)
            .filter(each -> sharing.showsTo(call, each, Optional.empty()))
            .findFirst();
    answers.one(
        call,
        includes.container(
            call,
            parent.orElseThrow(
                () -> Refused.notFound("Parent of collection", call.pathParam("id")))));
  }

  private void create(Context call) {
    var name = Input.text(call, "name").orElseThrow(() -> Refused.badRequest("name is missing"));
    var created =
        library.createCollection(
            name,
            Input.text(call, "description").orElse(null),
            Input.text(call, "parent").orElse(null));
    answers.one(call, includes.container(call, created));
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
    answers.one(call, includes.container(call, changed));
  }

  private void delete(Context call) {
    library.deleteCollection(call.pathParam("id"));
    answers.done(call);
  }

  private MediaCollection collection(Context call) {
    return library.collection(call.pathParam("id"));
  }
}
