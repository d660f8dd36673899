package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.proofline.sandbox.photoshelter.PhotoShelterSettings.V3Joins;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The member half of v3: strings, {@code t} and {@code f}, capitalised record names, joins by
 * {@code extend}.
 */
final class V3Api {
  private static final Set<String> OPEN =
      Set.of("/mem/authenticate", "/mem/authenticate/logout", "/mem/user/session");

  private final Library library;
  private final Gate gate;
  private final Account account;
  private final PhotoShelterSettings settings;
  private final Supplier<URI> origin;

  V3Api(
      Library library,
      Gate gate,
      Account account,
      PhotoShelterSettings settings,
      Supplier<URI> origin) {
    this.library = library;
    this.gate = gate;
    this.account = account;
    this.settings = settings;
    this.origin = origin;
  }

  void addTo(RoutesConfig routes, String base) {
    routes.before(base + "/*", call -> admit(call, base));
    addSession(routes, base + "/mem");
    addImages(routes, base + "/mem");
    addContainers(routes, base + "/mem");
  }

  void error(Context call, Refused refused) {
    var name = refused.status() == 401 ? "SessionException" : refused.id();
    call.status(settings.v3ErrorsAs200() ? 200 : refused.status());
    send(
        call,
        Json.object(
            "status", "error", "error", Json.object("class", name, "message", refused.detail())));
  }

  private void addSession(RoutesConfig routes, String base) {
    routes.get(base + "/authenticate", this::login);
    routes.post(base + "/authenticate", this::login);
    routes.get(base + "/authenticate/logout", this::logout);
    routes.post(base + "/authenticate/logout", this::logout);
    routes.get(base + "/organization/{id}/authenticate", this::enter);
    routes.post(base + "/organization/{id}/authenticate", this::enter);
    routes.get(base + "/user/session", this::session);
  }

  private void addImages(RoutesConfig routes, String base) {
    routes.post(base + "/image/upload", this::upload);
    routes.get(base + "/image/query", this::byName);
    routes.post(base + "/image/query", this::byName);
    routes.get(base + "/image/search", this::search);
    routes.get(base + "/image/{id}", call -> ok(call, "Image", image(call, file(call))));
    routes.get(base + "/image/{id}/iptc", call -> ok(call, "Iptc", iptc(file(call))));
    routes.get(base + "/image/{id}/galleries", this::galleriesOf);
    routes.get(
        base + "/image/{id}/link",
        call -> ok(call, "ImageLink", link(file(call), "600x400", "fit")));
    routes.get(
        base + "/image/{id}/download",
        call -> Downloads.send(call, file(call).fileName(), library.bytes(file(call))));
  }

  private void addContainers(RoutesConfig routes, String base) {
    routes.get(base + "/gallery/query", this::galleries);
    routes.get(base + "/gallery/insert", this::insertGallery);
    routes.post(base + "/gallery/insert", this::insertGallery);
    routes.get(
        base + "/gallery/{id}",
        call -> ok(call, "Gallery", gallery(library.gallery(call.pathParam("id")))));
    routes.get(base + "/gallery/{id}/images", this::images);
    routes.get(base + "/gallery/{id}/parent", this::parents);
    routes.get(base + "/collection/insert", this::insertCollection);
    routes.post(base + "/collection/insert", this::insertCollection);
    routes.get(base + "/collection/root/children", call -> children(call, null));
    routes.get(
        base + "/collection/{id}",
        call -> ok(call, "Collection", collection(library.collection(call.pathParam("id")))));
    routes.get(base + "/collection/{id}/children", call -> children(call, call.pathParam("id")));
    routes.post(base + "/gallery/{id}/visibility/update", this::showGallery);
    routes.post(base + "/collection/{id}/visibility/update", this::showCollection);
  }

  private void admit(Context call, String base) {
    gate.checkKey(call);
    var path = call.path().substring(base.length());
    if (!OPEN.contains(path) && !path.matches("/mem/organization/[^/]+/authenticate")) {
      gate.checkMember(call);
    }
  }

  // ---- session

  private void login(Context call) {
    var token = gate.login(call);
    var organization =
        Json.object("id", account.organizationId(), "name", "Sandbox Studio", "member", "t");
    ok(call, Json.object("token", token, "org", List.of(organization)));
  }

  private void logout(Context call) {
    gate.logout(call);
    ok(call, Json.object());
  }

  private void enter(Context call) {
    gate.enter(call, call.pathParam("id"));
    ok(call, Json.object());
  }

  private void session(Context call) {
    gate.session(call);
    ok(
        call,
        "Session",
        Json.object(
            "user_id",
            account.userId(),
            "email",
            account.email(),
            "tz",
            settings.accountZone().getId()));
  }

  // ---- files

  private void upload(Context call) {
    var uploads =
        Stream.concat(call.uploadedFiles("file").stream(), call.uploadedFiles("file[]").stream())
            .toList();
    if (uploads.isEmpty()) {
      throw Refused.badRequest("The part file is missing");
    }
    var gallery = Input.filled(call.formParam("gallery_id")).map(library::gallery);
    var searchable = !Optional.of("f").equals(Input.filled(call.formParam("f_searchable")));
    var stored =
        uploads.stream()
            .map(upload -> store(upload, gallery, searchable))
            .map(file -> image(call, file))
            .toList();
    ok(call, "Image", stored.size() == 1 ? stored.getFirst() : stored);
  }

  private Media store(UploadedFile upload, Optional<Gallery> gallery, boolean searchable) {
    try (var content = upload.content()) {
      return library.upload(
          content.readAllBytes(), upload.filename(), account.userId(), searchable, gallery);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many files of a gallery have a name: the check before an upload. */
  private void byName(Context call) {
    var gallery = library.gallery(Input.text(call, "gallery_id").orElse(""));
    var name = Input.text(call, "file_name").orElse("");
    var found =
        library.filesOf(gallery.id()).keySet().stream()
            .map(library::media)
            .filter(file -> file.fileName().equals(name))
            .toList();
    ok(
        call,
        Json.object(
            "total",
            String.valueOf(found.size()),
            "Image",
            orNull(found.stream().map(file -> image(call, file)).toList())));
  }

  private void search(Context call) {
    var terms =
        Json.tree(Input.query(call, "terms").orElse("[]"))
            .valueStream()
            .map(JsonNode::asString)
            .toList();
    var hits =
        library.searchable().stream()
            .filter(file -> terms.stream().allMatch(term -> mentions(file, term)))
            .toList();
    var paging = Paging.of(call, settings.lastPage());
    ok(
        call,
        paged(
            call,
            "Results",
            paging.cut(hits).stream().map(file -> image(call, file)).toList(),
            paging,
            hits.size()));
  }

  private static boolean mentions(Media file, String term) {
    return file.fileName().contains(term)
        || file.iptc().keywords().stream().anyMatch(term::equalsIgnoreCase)
        || file.iptc().texts().values().stream().anyMatch(text -> text.contains(term));
  }

  private void galleriesOf(Context call) {
    var rows =
        library.galleriesOf(file(call).id()).stream()
            .map(each ->
                Json.object(
                    "gallery_id",
                    each.id(),
                    "image_id",
                    call.pathParam("id"),
                    "Gallery",
                    gallery(each)))
            .toList();
    ok(call, "ImageGallery", orNull(rows));
  }

  private void images(Context call) {
    var gallery = library.gallery(call.pathParam("id"));
    var files = library.filesOf(gallery.id()).keySet().stream().map(library::media).toList();
    var paging = Paging.of(call, settings.lastPage());
    var rows = paging.cut(files).stream().map(file -> galleryImage(call, file)).toList();
    ok(call, paged(call, "GalleryImage", rows, paging, files.size()));
  }

  private Map<String, @Nullable Object> galleryImage(Context call, Media file) {
    var row = chosen(call, Json.object("image_id", file.id(), "f_visible", "t"));
    var wanted = extensions(call);
    var joins = wanted.has("Image") ? settings.v3Joins() : V3Joins.BESIDE_IMAGE;
    var image = extension("Image", wanted.path("Image"), file);
    for (var each : wanted.properties()) {
      if (image != null && joins != V3Joins.BESIDE_IMAGE && !each.getKey().equals("Image")) {
        image.put(each.getKey(), extension(each.getKey(), each.getValue(), file));
      }
      if (joins != V3Joins.IN_IMAGE || each.getKey().equals("Image")) {
        row.put(each.getKey(), extension(each.getKey(), each.getValue(), file));
      }
    }
    if (wanted.has("Image")) {
      row.put("Image", image);
    }
    return row;
  }

  /**
   * One nested record; an Image in turn may carry its Iptc and link when those are asked for inside
   * it.
   */
  private @Nullable Map<String, @Nullable Object> extension(
      String name, JsonNode wanted, Media file) {
    var record =
        switch (name) {
          case "Image" -> image(file);
          case "Iptc" -> iptc(file);
          case "ImageLink" ->
              link(file, text(wanted, "image_size", "600x400"), text(wanted, "image_mode", "fit"));
          case "License", "CustomMetadata", "ML_Metadata" -> null;
          default -> throw Refused.badRequest("There is no extension " + name);
        };
    if (record == null) {
      return null;
    }
    var shown = picked(record, wanted.path("fields").asString("*"));
    wanted
        .path("extend")
        .properties()
        .forEach(each -> shown.put(each.getKey(), extension(each.getKey(), each.getValue(), file)));
    return shown;
  }

  private static String text(JsonNode wanted, String name, String otherwise) {
    return wanted.path("params").path(name).asString(otherwise);
  }

  private static JsonNode extensions(Context call) {
    return Input.query(call, "extend").map(Json::tree).orElseGet(() -> Json.tree("{}"));
  }

  private Map<String, @Nullable Object> image(Context call, Media file) {
    var record = chosen(call, image(file));
    extensions(call)
        .properties()
        .forEach(
            each -> record.put(each.getKey(), extension(each.getKey(), each.getValue(), file)));
    return record;
  }

  private Map<String, @Nullable Object> image(Media file) {
    return Json.object(
        "image_id", file.id(),
        "owner_id", account.organizationId(),
        "organization_id", account.organizationId(),
        "creator_id", file.creatorId(),
        "photographer_id", file.creatorId(),
        "file_name", file.fileName(),
        "file_size", String.valueOf(file.fileSize()),
        "width", String.valueOf(file.width()),
        "height", String.valueOf(file.height()),
        "rating", String.valueOf(file.rating()),
        "flagged", "f",
        "f_searchable", flag(file.searchable()),
        "model_released", "f",
        "property_released", "f",
        "updated_at", Dates.ofV3(file.modifiedAt(), settings.accountZone()),
        "uploaded_at", Dates.ofV3(file.createdAt(), settings.accountZone()));
  }

  private static Map<String, @Nullable Object> iptc(Media file) {
    var record = Json.object("keyword", String.join(", ", file.iptc().keywords()));
    for (var field : IptcField.values()) {
      record.put(field.label(), file.iptc().text(field).orElse(null));
    }
    record.put("display_caption", record.get("caption"));
    return record;
  }

  private Map<String, @Nullable Object> link(Media file, String size, String mode) {
    var link = "%s/img-get2/%s/%s=%s".formatted(origin.get(), file.id(), mode, size);
    return Json.object("link", link, "auth_link", link, "base", origin.get().toString());
  }

  // ---- galleries and collections

  private void galleries(Context call) {
    var parent = Optional.ofNullable(call.queryParam("parent"));
    var all =
        parent
            .map(id -> library.galleriesIn(id.isBlank() ? null : id))
            .orElseGet(library::galleries);
    ok(call, "Gallery", orNull(all.stream().map(this::gallery).toList()));
  }

  private void insertGallery(Context call) {
    var created =
        library.createGallery(
            Input.text(call, "name").orElse(""),
            null,
            Input.text(call, "parent").orElse(null),
            mode(call));
    ok(call, "Gallery", gallery(created));
  }

  private void insertCollection(Context call) {
    var created =
        library.createCollection(
            Input.text(call, "name").orElse(""), null, Input.text(call, "parent").orElse(null));
    ok(call, Json.object("id", created.id(), "Collection", collection(created)));
  }

  private void showGallery(Context call) {
    var mode = mode(call);
    ok(
        call,
        "Gallery",
        gallery(
            library.changeGallery(
                call.pathParam("id"), each -> each.visibleTo(mode, library.now()))));
  }

  private void showCollection(Context call) {
    var mode = mode(call);
    ok(
        call,
        "Collection",
        collection(
            library.changeCollection(
                call.pathParam("id"), each -> each.visibleTo(mode, library.now()))));
  }

  private static String mode(Context call) {
    var mode = Input.text(call, "mode").orElse("private");
    if (!Set.of("everyone", "permission", "private").contains(mode)) {
      throw Refused.badRequest("mode is everyone, permission or private");
    }
    return mode;
  }

  private void parents(Context call) {
    var parents =
        library.gallery(call.pathParam("id")).parents().stream()
            .map(library::collection)
            .map(this::collection)
            .toList();
    ok(call, "Parents", orNull(parents));
  }

  private void children(Context call, @Nullable String parent) {
    var collections =
        library.collectionsIn(parent == null ? null : library.collection(parent).id());
    ok(
        call,
        "Children",
        Json.object(
            "Collection", orNull(collections.stream().map(this::collection).toList()),
            "Gallery", orNull(library.galleriesIn(parent).stream().map(this::gallery).toList())));
  }

  private Map<String, @Nullable Object> gallery(Gallery gallery) {
    return Json.object(
        "gallery_id", gallery.id(),
        "name", gallery.name(),
        "description", gallery.description(),
        "f_list", flag(gallery.listed()),
        "display_order", String.valueOf(gallery.displayOrder()),
        "mode", gallery.mode(),
        "effective_mode", gallery.mode(),
        "created_at", Dates.ofV3(gallery.createdAt(), settings.accountZone()),
        "modified_at", Dates.ofV3(gallery.modifiedAt(), settings.accountZone()));
  }

  private Map<String, @Nullable Object> collection(MediaCollection collection) {
    return Json.object(
        "collection_id", collection.id(),
        "name", collection.name(),
        "description", collection.description(),
        "f_list", flag(collection.listed()),
        "mode", collection.mode(),
        "created_at", Dates.ofV3(collection.createdAt(), settings.accountZone()),
        "modified_at", Dates.ofV3(collection.modifiedAt(), settings.accountZone()));
  }

  // ---- envelopes

  private Map<String, @Nullable Object> paged(
      Context call, String name, List<?> rows, Paging paging, int total) {
    var data = Json.object(name, orNull(rows));
    var window = Json.object("page", String.valueOf(paging.page()));
    if (paging.hasNext(total)) {
      window.put("next", paging.url(call, paging.page() + 1));
    }
    data.put("Paging", window);
    return data;
  }

  private static Map<String, @Nullable Object> chosen(
      Context call, Map<String, @Nullable Object> record) {
    return picked(record, Input.query(call, "fields").orElse("*"));
  }

  private static Map<String, @Nullable Object> picked(
      Map<String, @Nullable Object> record, String fields) {
    var picked = new LinkedHashMap<String, @Nullable Object>(record);
    if (!fields.contains("*")) {
      picked.keySet().retainAll(new ArrayList<>(MediaQuery.words(fields)));
    }
    return picked;
  }

  /** v3 spells an empty list as null. */
  private static @Nullable Object orNull(List<?> rows) {
    return rows.isEmpty() ? null : rows;
  }

  private static String flag(boolean value) {
    return value ? "t" : "f";
  }

  private Media file(Context call) {
    return library.media(call.pathParam("id"));
  }

  private static void ok(Context call, String name, @Nullable Object record) {
    ok(call, Json.object(name, record));
  }

  private static void ok(Context call, Map<String, @Nullable Object> data) {
    send(call, Json.object("status", "ok", "data", data));
  }

  private static void send(Context call, Object body) {
    call.contentType("application/json").result(Json.write(body));
  }
}
