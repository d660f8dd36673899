package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Galleries over v4: list, read, their files, create, change. */
final class V4Galleries {
  /** How far back {@code recently_updated=true} looks; the sources do not say. */
  private static final Duration RECENT = Duration.ofDays(1);

  private final Library library;
  private final V4Answers answers;
  private final V4Includes includes;
  private final PhotoShelterSettings settings;
  private final Sharing sharing;

  V4Galleries(Holdings holdings, V4Answers answers, V4Includes includes) {
    this.library = holdings.library;
    this.answers = answers;
    this.includes = includes;
    this.settings = holdings.settings;
    this.sharing = holdings.sharing;
  }

  void addTo(RoutesConfig routes, String base) {
    var one = base + "/galleries/{id}";
    routes.get(base + "/galleries", this::list);
    routes.post(base + "/galleries", this::create);
    routes.patch(one, this::change);
    routes.delete(one, this::delete);
    routes.get(one + "/children", this::children);
    routes.post(one + "/children", this::put);
    routes.delete(one + "/children/{media}", this::takeOut);
    routes.get(one + "/cover", this::cover);
    routes.get(one + "/parents", this::parents);
    routes.post(one + "/parents", this::addParent);
    routes.delete(one + "/parents/{collection}", this::removeParent);
  }

  private void list(Context call) {
    var all = library.galleries().stream().filter(filter(call)).sorted(Names.order(call)).toList();
    includes.list(call, all, settings.limits().lastPage());
  }

  private Predicate<Gallery> filter(Context call) {
    var parent = Optional.ofNullable(call.queryParam("parent"));
    var name = Input.query(call, "name");
    var recent = Input.query(call, "recently_updated").equals(Optional.of("true"));
    var since = library.now().minus(RECENT);
    return gallery ->
        parent
                .map(id ->
                    id.isBlank() ? gallery.parents().isEmpty() : gallery.parents().contains(id))
                .orElse(true)
            && name.map(text -> Names.match(call, gallery.name(), text)).orElse(true)
            && (!recent || gallery.modifiedAt().isAfter(since));
  }

  private void create(Context call) {
    var name = Input.text(call, "name").orElseThrow(() -> Refused.badRequest("name is missing"));
    var created =
        library.createGallery(
            name,
            Input.text(call, "description").orElse(null),
            Input.text(call, "parent").orElse(null),
            "private");
    answers.one(call, includes.container(call, created));
  }

  private void change(Context call) {
    var before = gallery(call);
    var changed =
        library.changeGallery(
            before.id(),
            gallery ->
                gallery.changed(
                    Input.text(call, "name").orElse(gallery.name()),
                    Input.text(call, "description").orElse(gallery.description()),
                    library.now()));
    answers.one(call, includes.container(call, changed));
  }

  private void delete(Context call) {
    library.deleteGallery(gallery(call).id());
    answers.done(call);
  }

  private void children(Context call) {
    var files = sortedFiles(call, gallery(call));
    var paging = Paging.of(call, settings.limits().lastPage());
    var first = (paging.page() - 1) * paging.perPage() + 1;
    var items = new ArrayList<Map<String, @Nullable Object>>();
    for (var file : paging.cut(files)) {
      items.add(answers.child(file, first + items.size()));
    }
    answers.page(call, items, paging.meta(call, files.size()));
  }

  private List<Media> sortedFiles(Context call, Gallery gallery) {
    var added = library.filesOf(gallery.id());
    var files = added.keySet().stream().map(library::media);
    return Input.query(call, "sort_by")
        .map(by -> sorted(call, files, by, added))
        .orElseGet(files::toList);
  }

  private static List<Media> sorted(
      Context call, Stream<Media> files, String by, Map<String, Instant> added) {
    var ids = List.copyOf(added.keySet());
    var places =
        IntStream.range(0, ids.size()).boxed().collect(Collectors.toMap(ids::get, at -> at));
    Comparator<Media> order =
        switch (by) {
          case "added_at" ->
              Comparator.comparing(file -> added.getOrDefault(file.id(), Instant.EPOCH));
          case "creation_time", "date_taken" -> Comparator.comparing(Media::createdAt);
          case "modification_time" -> Comparator.comparing(Media::modifiedAt);
          case "file_name" -> Comparator.comparing(Media::fileName);
          default -> Comparator.comparing(file -> places.getOrDefault(file.id(), 0));
        };
    return files.sorted(Names.ascending(call) ? order : order.reversed()).toList();
  }

  private void put(Context call) {
    var ids = mediaIds(call);
    if (ids.isEmpty()) {
      throw Refused.badRequest("Name the file as media_id");
    }
    var gallery = gallery(call);
    ids.forEach(library::media);
    ids.forEach(id -> library.put(gallery.id(), id));
    answers.all(
        call,
        ids.stream()
            .map(id -> V4Answers.resource(id, library.media(id).kind().label(), Json.object()))
            .toList());
  }

  /**
   * The body's form is a guess: {@code {"media_id":"I0000…"}}, a list of ids under that name, or a
   * bare list.
   */
  private static List<String> mediaIds(Context call) {
    var body = Input.isForm(call) ? Json.toTree(Input.body(call)) : Input.json(call);
    var ids = body.isArray() ? body : body.path("media_id");
    return ids.isArray()
        ? ids.valueStream().map(JsonNode::asString).toList()
        : Input.text(ids).stream().flatMap(text -> MediaQuery.words(text).stream()).toList();
  }

  private void takeOut(Context call) {
    library.takeOut(call.pathParam("id"), call.pathParam("media"));
    answers.done(call);
  }

  private void cover(Context call) {
    answers.all(call, files(call).limit(4).map(answers::hit).toList());
  }

  private Stream<Media> files(Context call) {
    return library.filesOf(gallery(call).id()).keySet().stream().map(library::media);
  }

  private void parents(Context call) {
    answers.all(
        call,
        gallery(call).parents().stream()
            .map(library::collection)
            .filter(parent -> sharing.showsTo(call, parent, Optional.empty()))
            .map(parent -> answers.container(call, parent))
            .toList());
  }

  private void addParent(Context call) {
    var id =
        Input.text(call, "collection_id")
            .orElseThrow(() -> Refused.badRequest("collection_id is missing"));
    var collection = library.collection(id);
    library.changeGallery(
        gallery(call).id(),
        gallery ->
            gallery.in(
                Stream.concat(gallery.parents().stream(), Stream.of(collection.id()))
                    .distinct()
                    .toList(),
                library.now()));
    parents(call);
  }

  private void removeParent(Context call) {
    var collection = library.collection(call.pathParam("collection"));
    library.changeGallery(
        gallery(call).id(),
        gallery -> gallery.in(Library.without(gallery.parents(), collection.id()), library.now()));
    answers.done(call);
  }

  private Gallery gallery(Context call) {
    return library.gallery(call.pathParam("id"));
  }
}
