package io.proofline.workers.photoshelter;

import io.proofline.workers.call.FakeApi;
import io.proofline.workers.photoshelter.Readings.GalleryBody;
import io.proofline.workers.photoshelter.Readings.Making;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** PhotoShelter's API as far as these workers ask it. Long, since its calls share one library. */
public final class FakePhotoShelter extends FakeApi {

  public static final String KEY = "ps-key-1";
  public static final String ORGANIZATION = "O0000EXAMPLE0001";
  private static final DateTimeFormatter GMT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'").withZone(ZoneOffset.UTC);

  public final Map<String, Asset> assets = new LinkedHashMap<>();
  public final Map<String, Asset> trash = new LinkedHashMap<>();
  public final Map<String, Folder> galleries = new LinkedHashMap<>();
  public final Map<String, Shelf> collections = new LinkedHashMap<>();

  /** Who can see which gallery or collection. */
  public final Map<String, String> modes = new LinkedHashMap<>();

  /** Files whose readings break. */
  public final TreeSet<String> breaks = new TreeSet<>();

  public boolean listsTrash = true;

  /** Whether a change of keywords is taken and has no effect. */
  boolean forgetsKeywords;

  /** Whether listings of files filter at all. */
  public boolean filters = true;

  /** Whether listings tell parents and counts. */
  public boolean joins = true;

  /** Whether a file that is taken out of its last gallery is trashed. */
  boolean trashesOrphans = true;

  public String redirectsDownloadsTo = "";

  /** How every try to put a file into a gallery is answered, unless null. */
  Reply failsEntering;

  /** Whether searches lag behind: they find nothing. */
  boolean lags;

  String customPath = "custom-metadata";
  GalleryBody galleryBody = GalleryBody.OBJECT;
  Making making = Making.V3;
  final FakeV3 v3 = new FakeV3(this);
  private final Map<String, Reply> troubles = new LinkedHashMap<>();
  private int logins;
  private String token = "";
  private boolean inOrganization;

  /** A file. */
  public static final class Asset {
    public String name;
    public byte[] bytes;
    public Instant created;
    public Instant modified;
    public final Map<String, Object> iptc = new LinkedHashMap<>();
    public final Map<String, String> custom = new LinkedHashMap<>();
    public boolean hasIptc = true;
    public String type = "image";
  }

  /** A gallery; its parent is a collection's id, or empty. */
  public record Folder(String name, String parent, TreeSet<String> members) {}

  /** A collection; its parent is a collection's id, or empty. */
  public record Shelf(String name, String parent) {}

  public synchronized Asset asset(String id, String name, Instant modified) {
    var asset = new Asset();
    asset.name = name;
    asset.bytes = ("bytes of " + name).getBytes(StandardCharsets.UTF_8);
    asset.created = modified;
    asset.modified = modified;
    assets.put(id, asset);
    return asset;
  }

  /** A gallery below collections of these names, outermost first; a collection's id is C-name. */
  public synchronized Folder gallery(String id, String name, String... above) {
    var parent = "";
    for (String collection : above) {
      collections.putIfAbsent("C-" + collection, new Shelf(collection, parent));
      parent = "C-" + collection;
    }
    var folder = new Folder(name, parent, new TreeSet<>());
    galleries.put(id, folder);
    return folder;
  }

  /** Makes a gallery or a collection below a collection, or with an empty parent at the top. */
  String make(String kind, String name, String parent) {
    if (!parent.isEmpty() && !collections.containsKey(parent)) {
      throw new NoSuchElementException(parent);
    }
    if (kind.equals("collection")) {
      var id = "C-made-" + (collections.size() + 1);
      collections.put(id, new Shelf(name, parent));
      return id;
    }
    var id = "G-made-" + (galleries.size() + 1);
    galleries.put(id, new Folder(name, parent, new TreeSet<>()));
    return id;
  }

  public synchronized void renameGallery(String id, String name) {
    galleries.computeIfPresent(id, (_, was) -> new Folder(name, was.parent(), was.members()));
  }

  public synchronized void moveGallery(String id, String collection) {
    galleries.computeIfPresent(id, (_, was) -> new Folder(was.name(), collection, was.members()));
  }

  public synchronized void renameCollection(String id, String name) {
    collections.computeIfPresent(id, (_, was) -> new Shelf(name, was.parent()));
  }

  public synchronized void trash(String id) {
    trash.put(id, assets.remove(id));
    galleries.values().forEach(gallery -> gallery.members().remove(id));
  }

  /** Galleries do not come back. */
  public synchronized void restore(String id) {
    assets.put(id, trash.remove(id));
  }

  public synchronized void change(Runnable change) {
    change.run();
  }

  /** How many rows v3 lists on a page; none when its listings are not to be had. */
  public synchronized void v3Lists(int perPage) {
    v3.perPage = perPage;
    v3.failsImages = perPage == 0;
  }

  public synchronized int logins() {
    return logins;
  }

  public synchronized void endSession() {
    token = "";
  }

  /** The first reading of this asset is answered so. */
  public synchronized void answerOnBaselineRead(String asset, Reply reply) {
    troubles.put(asset, reply);
  }

  @Override
  protected synchronized Reply answer(ReceivedRequest receivedRequest) {
    if (receivedRequest.path().startsWith("/psapi/v3")) {
      return v3.answer(receivedRequest);
    }
    if (!KEY.equals(receivedRequest.headers().getFirst("X-PS-Api-Key"))) {
      return error(403, "ApiKeyInvalidException", "Invalid API key");
    }
    var path = receivedRequest.path().replaceFirst("^/psapi/v4.0", "");
    if (path.equals("/authenticate")) {
      return login(receivedRequest.form());
    }
    if (token.isEmpty() || !token.equals(receivedRequest.headers().getFirst("X-PS-Auth-Token"))) {
      return error(401, "AcsPermissionException", "No session");
    }
    if (path.equals("/organization/authenticate")) {
      inOrganization = ORGANIZATION.equals(receivedRequest.form().get("org_id"));
      return Reply.ok(Map.of("meta", Map.of("status", "OK")));
    }
    if (path.equals("/authenticate/logout")) {
      token = "";
      return Reply.ok(Map.of("meta", Map.of("status", "OK")));
    }
    return inOrganization
        ? member(receivedRequest, path.substring(1).split("/"))
        : error(401, "AcsPermissionException", "Invalid access to resource");
  }

  private Reply login(Map<String, String> form) {
    if (!"secret-pw".equals(form.get("password"))) {
      return error(401, "AuthenticationException", "wrong password");
    }
    logins++;
    token = "token-" + logins;
    inOrganization = false;
    return Reply.ok(Map.of("token", token));
  }

  private Reply member(ReceivedRequest receivedRequest, String[] path) {
    return switch (path[0] + path.length) {
      case "search1" -> page(receivedRequest, List.copyOf(assets.keySet()), this::mediaItem);
      case "media1" -> page(receivedRequest, filtered(receivedRequest.query()), this::mediaItem);
      case "media2", "media3" ->
          assets.containsKey(path[1])
              ? media(receivedRequest, path[1], path.length == 2 ? "" : path[2])
              : error(404, "ResourceNotFoundException", "Media");
      case "trash1" ->
          listsTrash
              ? page(
                  receivedRequest,
                  List.copyOf(trash.keySet()),
                  id -> Map.of("id", id, "type", "media"))
              : error(404, "ResourceNotFoundException", "Endpoint");
      case "library1" -> page(receivedRequest, below(""), this::containerItem);
      case "collections1" ->
          receivedRequest.method().equals("POST")
              ? made(receivedRequest, "collection")
              : page(receivedRequest, List.copyOf(collections.keySet()), this::shelfItem);
      case "collections3" ->
          collections.containsKey(path[1])
              ? page(receivedRequest, below(path[1]), this::containerItem)
              : error(404, "ResourceNotFoundException", "Collection");
      case "galleries1" ->
          receivedRequest.method().equals("POST")
              ? made(receivedRequest, "gallery")
              : page(
                  receivedRequest, named(receivedRequest.query().get("name")), this::galleryItem);
      case "galleries4" -> takenOut(path[1], path[3]);
      case "galleries2", "galleries3" ->
          galleries.containsKey(path[1])
              ? gallery(receivedRequest, path[1], path.length == 2 ? "" : path[2])
              : error(404, "ResourceNotFoundException", "Gallery");
      default -> error(404, "ResourceNotFoundException", "Endpoint");
    };
  }

  private List<String> filtered(Map<String, String> query) {
    Predicate<Asset> filter = _ -> true;
    if (query.containsKey("modify_start")) {
      var from = date(query.get("modify_start"));
      var to = date(query.get("modify_end"));
      filter = asset -> !asset.modified.isBefore(from) && !asset.modified.isAfter(to);
    }
    if (query.containsKey("keywords")) {
      filter = filter.and(asset -> keywords(asset).contains(query.get("keywords")));
    }
    if (query.containsKey("trans_ref")) {
      filter =
          filter.and(asset ->
              String.valueOf(asset.iptc.get("trans_ref")).startsWith(query.get("trans_ref")));
    }
    var wanted = filter;
    return !filters
        ? List.copyOf(assets.keySet())
        : lags
            ? List.of()
            : assets.entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
  }

  private static List<?> keywords(Asset asset) {
    if (asset.iptc.get("keywords") instanceof List<?> list) {
      return list;
    }
    return List.of(String.valueOf(asset.iptc.getOrDefault("keywords", "")).split(", *"));
  }

  private Reply media(ReceivedRequest receivedRequest, String id, String part) {
    var asset = assets.get(id);
    if (breaks.contains(id)) {
      return Reply.of(500, Map.of());
    }
    var trouble = troubles.remove(id);
    if (trouble != null) {
      return trouble;
    }
    return switch (part) {
      case "" -> Reply.ok(Map.of("data", record(id, asset)));
      case "iptc" ->
          asset.hasIptc
              ? iptc(receivedRequest, asset)
              : error(404, "ResourceNotFoundException", "IPTC of this file");
      case "custom-metadata", "custom_metadata" ->
          part.equals(customPath)
              ? custom(receivedRequest, asset)
              : error(404, "ResourceNotFoundException", part);
      case "galleries" ->
          page(
              receivedRequest,
              galleries.entrySet().stream()
                  .filter(gallery -> gallery.getValue().members().contains(id))
                  .map(Map.Entry::getKey)
                  .toList(),
              this::galleryItem);
      case "download" ->
          redirectsDownloadsTo.isEmpty()
              ? new Reply(
                  200,
                  Map.of("Content-Type", "application/octet-stream"),
                  bytes(receivedRequest, asset))
              : new Reply(302, Map.of("Location", redirectsDownloadsTo), new byte[0]);
      default -> error(404, "ResourceNotFoundException", part);
    };
  }

  private static byte[] bytes(ReceivedRequest receivedRequest, Asset asset) {
    return "jpeg".equals(receivedRequest.query().get("download_filetype"))
        ? ("jpeg of " + asset.name).getBytes(StandardCharsets.UTF_8)
        : asset.bytes;
  }

  private Reply iptc(ReceivedRequest receivedRequest, Asset asset) {
    if (receivedRequest.method().equals("PATCH")) {
      receivedRequest.json().properties().stream()
          .filter(field -> !forgetsKeywords || !field.getKey().startsWith("keyword"))
          .forEach(field -> asset.iptc.put(field.getKey(), value(field.getValue())));
      asset.modified = asset.modified.plusSeconds(1);
    }
    return Reply.ok(Map.of("data", Map.of("type", "iptc", "attributes", asset.iptc)));
  }

  /** Takes a text, or the id of an option, whose text is shown beside it. */
  private static Reply custom(ReceivedRequest receivedRequest, Asset asset) {
    if (receivedRequest.method().equals("PATCH")) {
      receivedRequest
          .json()
          .properties()
          .forEach(field -> asset.custom.put(field.getKey(), field.getValue().asString()));
    }
    var rows =
        asset.custom.entrySet().stream()
            .filter(field -> !field.getValue().isEmpty())
            .map(field -> shown(field.getKey(), field.getValue()))
            .toList();
    return Reply.ok(Map.of("data", Map.of("attributes", Map.of("custom_metadata", rows))));
  }

  private static Map<String, String> shown(String field, String value) {
    return value.matches("o\\d")
        ? Map.of("field_id", field, "option_id", value, "value", "text of " + value)
        : Map.of("field_id", field, "value", value);
  }

  private Reply gallery(ReceivedRequest receivedRequest, String id, String part) {
    return switch (part) {
      case "" ->
          receivedRequest.method().equals("DELETE")
              ? gone(id)
              : Reply.ok(Map.of("data", galleryItem(id)));
      case "children" ->
          receivedRequest.method().equals("POST")
              ? putIn(receivedRequest, id)
              : page(receivedRequest, List.copyOf(galleries.get(id).members()), this::childItem);
      case "permissions" ->
          Reply.ok(
              Map.of(
                  "data",
                  Map.of(
                      "type",
                      "permissions",
                      "attributes",
                      Map.of("mode", modes.getOrDefault(id, "permission")))));
      case "path" -> Reply.ok(Map.of("data", breadcrumb(id)));
      default -> error(404, "ResourceNotFoundException", part);
    };
  }

  /** Its files stay, in no gallery. */
  private Reply gone(String gallery) {
    galleries.remove(gallery);
    return Reply.ok(Map.of());
  }

  private Reply putIn(ReceivedRequest receivedRequest, String gallery) {
    if (failsEntering != null) {
      return failsEntering;
    }
    var file =
        switch (galleryBody) {
          case OBJECT -> receivedRequest.json().path("media_id").asString();
          case OBJECT_OF_LIST -> receivedRequest.json().path("media_id").path(0).asString();
          case LIST -> receivedRequest.json().path(0).asString();
          case FORM -> receivedRequest.form().get("media_id");
        };
    if (file == null || file.isEmpty()) {
      return error(400, "BadRequest", "Name the file");
    }
    if (!assets.containsKey(file)) {
      return error(404, "ResourceNotFoundException", "Media");
    }
    galleries.get(gallery).members().add(file);
    return Reply.ok(Map.of());
  }

  private Reply takenOut(String gallery, String file) {
    if (!galleries.containsKey(gallery) || !galleries.get(gallery).members().remove(file)) {
      return error(404, "ResourceNotFoundException", "Child");
    }
    if (trashesOrphans
        && galleries.values().stream().noneMatch(each -> each.members().contains(file))) {
      trash(file);
    }
    return Reply.ok(Map.of());
  }

  private Reply made(ReceivedRequest receivedRequest, String kind) {
    var fields =
        switch (making) {
          case V4_JSON -> receivedRequest.json();
          case V4_JSON_API -> receivedRequest.json().path("data").path("attributes");
          case V4_FORM -> JSON.valueToTree(receivedRequest.form());
          case V3 -> JSON.createObjectNode();
        };
    if (!fields.has("name")) {
      return error(400, "BadRequest", "name is missing");
    }
    try {
      var parent = fields.path("parent").asString("");
      var id = make(kind, fields.path("name").asString(), parent);
      return Reply.ok(Map.of("data", Map.of("id", id, "type", kind)));
    } catch (NoSuchElementException e) {
      return error(404, "ResourceNotFoundException", "Collection");
    }
  }

  private List<String> below(String collection) {
    return Stream.concat(
            collections.entrySet().stream()
                .filter(each -> each.getValue().parent().equals(collection))
                .map(Map.Entry::getKey),
            galleries.entrySet().stream()
                .filter(each -> each.getValue().parent().equals(collection))
                .map(Map.Entry::getKey))
        .toList();
  }

  private Object containerItem(String id) {
    return collections.containsKey(id) ? shelfItem(id) : galleryItem(id);
  }

  /** Leaf first. */
  private List<Object> breadcrumb(String id) {
    var crumbs = new ArrayList<Object>();
    crumbs.add(galleryItem(id));
    var parent = galleries.get(id).parent();
    while (!parent.isEmpty()) {
      crumbs.add(shelfItem(parent));
      parent = collections.get(parent).parent();
    }
    return crumbs;
  }

  private Object shelfItem(String id) {
    var shelf = collections.get(id);
    return container(id, "collection", shelf.name(), shelf.parent(), Map.of());
  }

  private Object galleryItem(String id) {
    var folder = galleries.get(id);
    var count = Map.of("data", Map.of("attributes", Map.of("total", folder.members().size())));
    return container(id, "gallery", folder.name(), folder.parent(), Map.of("child-count", count));
  }

  private Object container(
      String id, String type, String name, String parent, Map<String, Object> joined) {
    var includes = new LinkedHashMap<>(joined);
    var above = new LinkedHashMap<String, Object>();
    above.put("data", parent.isEmpty() ? null : Map.of("id", parent));
    includes.put("parent", above);
    var item = new LinkedHashMap<String, Object>();
    item.put("id", id);
    item.put("type", type);
    item.put("attributes", Map.of("name", name));
    if (joins) {
      item.put("includes", includes);
    }
    return item;
  }

  private List<String> named(String name) {
    return galleries.entrySet().stream()
        .filter(gallery -> name == null || gallery.getValue().name().equals(name))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<String, Object> record(String id, Asset asset) {
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("file_name", asset.name);
    attributes.put("file_size", asset.bytes.length);
    attributes.put("width", 40);
    attributes.put("height", null);
    attributes.put("creator_id", "U0000EXAMPLE0001");
    attributes.put("created_at", GMT.format(asset.created));
    attributes.put("modified_at", GMT.format(asset.modified));
    return Map.of("id", id, "type", asset.type, "attributes", attributes);
  }

  private Object mediaItem(String id) {
    return Map.of(
        "id", id, "type", "media", "attributes", Map.of("file_name", assets.get(id).name));
  }

  private Object childItem(String id) {
    return Map.of("id", id, "type", "image", "attributes", Map.of("display_order", 1));
  }

  private static Reply page(
      ReceivedRequest receivedRequest,
      List<String> ids,
      java.util.function.Function<String, Object> item) {
    int page = Integer.parseInt(receivedRequest.query().get("page"));
    int size = Integer.parseInt(receivedRequest.query().get("per_page"));
    var paging = new LinkedHashMap<String, Object>();
    paging.put("total", ids.size());
    paging.put("page", page);
    paging.put("next", (long) page * size < ids.size() ? "…page=" + (page + 1) : null);
    return Reply.ok(
        Map.of(
            "data",
            ids.stream().skip((page - 1L) * size).limit(size).map(item).toList(),
            "meta",
            Map.of("paging", paging, "rate_limit", Map.of("limit", 10))));
  }

  private static Reply error(int status, String id, String title) {
    return Reply.of(
        status, Map.of("errors", List.of(Map.of("id", id, "status", "" + status, "title", title))));
  }

  private static Instant date(String text) {
    return LocalDateTime.parse(text, GMT.withZone(null)).toInstant(ZoneOffset.UTC);
  }

  private static Object value(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asString).toList()
        : value.asString();
  }
}
