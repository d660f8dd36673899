package io.proofline.workers.photoshelter;

import io.proofline.workers.call.FakeApi;
import io.proofline.workers.photoshelter.ApiAssumptions.ContainerCreation;
import io.proofline.workers.photoshelter.ApiAssumptions.GalleryBody;
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

/**
 * A fake of those parts of PhotoShelter's v4 API that these workers call.
 *
 * <p>Longer than 300 lines because all calls share the files, galleries and faults of one library.
 */
public final class FakePhotoShelter extends FakeApi {

  public static final String KEY = "ps-key-1";
  public static final String ORGANIZATION = "O0000EXAMPLE0001";
  private static final DateTimeFormatter GMT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'").withZone(ZoneOffset.UTC);

  public final Map<String, FakeAsset> assets = new LinkedHashMap<>();
  public final Map<String, FakeAsset> trash = new LinkedHashMap<>();
  public final Map<String, FakeGallery> galleries = new LinkedHashMap<>();
  public final Map<String, FakeCollection> collections = new LinkedHashMap<>();

  /** The visibility of galleries and collections, by id. */
  public final Map<String, String> modes = new LinkedHashMap<>();

  /** Files whose reads fail. */
  public final TreeSet<String> failingFiles = new TreeSet<>();

  public boolean listsTrash = true;

  /** Whether the keywords of uploaded files are returned as a list. */
  public volatile boolean keywordsAsList;

  /** Whether a change of keywords is accepted without effect. */
  boolean ignoresKeywordChanges;

  /** Whether listings of files support filters. */
  public boolean filtersWork = true;

  /** Whether listings include parents and counts. */
  public boolean includesParents = true;

  /** Whether a file that is removed from its last gallery is trashed. */
  boolean trashesOrphans = true;

  public String redirectsDownloadsTo = "";

  /** The answer of the address of every picture. */
  public volatile Reply picture =
      new Reply(
          200, Map.of("Content-Type", "image/jpeg"), "a picture".getBytes(StandardCharsets.UTF_8));

  /** The host in links to pictures; empty for a relative link. */
  public volatile String pictureHost = "";

  /** The answer to every attempt to add a file to a gallery, unless null. */
  Reply enterReply;

  /** Whether searches lag, so that they find nothing. */
  boolean searchLags;

  String customPath = "custom-metadata";
  GalleryBody galleryBody = GalleryBody.OBJECT;
  ContainerCreation containerCreation = ContainerCreation.V3;
  final FakePhotoShelterV3 v3 = new FakePhotoShelterV3(this);
  private final Map<String, Reply> baselineReplies = new LinkedHashMap<>();
  private int logins;
  private String token = "";
  private boolean inOrganization;

  /** A file. */
  public static final class FakeAsset {
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
  public record FakeGallery(String name, String parent, TreeSet<String> members) {}

  /** A collection; its parent is a collection's id, or empty. */
  public record FakeCollection(String name, String parent) {}

  public synchronized FakeAsset asset(String id, String name, Instant modified) {
    var fakeAsset = new FakeAsset();
    fakeAsset.name = name;
    fakeAsset.bytes = ("bytes of " + name).getBytes(StandardCharsets.UTF_8);
    fakeAsset.created = modified;
    fakeAsset.modified = modified;
    assets.put(id, fakeAsset);
    return fakeAsset;
  }

  /** A gallery below collections of these names, outermost first; a collection's id is C-name. */
  public synchronized FakeGallery gallery(String id, String name, String... above) {
    var parent = "";
    for (String collection : above) {
      collections.putIfAbsent("C-" + collection, new FakeCollection(collection, parent));
      parent = "C-" + collection;
    }
    var fakeGallery = new FakeGallery(name, parent, new TreeSet<>());
    galleries.put(id, fakeGallery);
    return fakeGallery;
  }

  /** Creates a gallery or a collection below a collection, or with an empty parent at the top. */
  String createContainer(String kind, String name, String parent) {
    if (!parent.isEmpty() && !collections.containsKey(parent)) {
      throw new NoSuchElementException(parent);
    }
    if (kind.equals("collection")) {
      var id = "C-made-" + (collections.size() + 1);
      collections.put(id, new FakeCollection(name, parent));
      return id;
    }
    var id = "G-made-" + (galleries.size() + 1);
    galleries.put(id, new FakeGallery(name, parent, new TreeSet<>()));
    return id;
  }

  public synchronized void renameGallery(String id, String name) {
    galleries.computeIfPresent(id, (_, was) -> new FakeGallery(name, was.parent(), was.members()));
  }

  public synchronized void moveGallery(String id, String collection) {
    galleries.computeIfPresent(
        id, (_, was) -> new FakeGallery(was.name(), collection, was.members()));
  }

  public synchronized void renameCollection(String id, String name) {
    collections.computeIfPresent(id, (_, was) -> new FakeCollection(name, was.parent()));
  }

  public synchronized void trash(String id) {
    trash.put(id, assets.remove(id));
    galleries.values().forEach(gallery -> gallery.members().remove(id));
  }

  /** A deleted gallery does not come back. */
  public synchronized void restore(String id) {
    assets.put(id, trash.remove(id));
  }

  public synchronized void change(Runnable change) {
    change.run();
  }

  /** The number of rows that v3 lists on a page; 0 if its listings fail. */
  public synchronized void setV3PageSize(int perPage) {
    v3.perPage = perPage;
    v3.failsImages = perPage == 0;
  }

  public synchronized int logins() {
    return logins;
  }

  public synchronized void endSession() {
    token = "";
  }

  /** The answer to the next read of this asset. */
  public synchronized void answerOnBaselineRead(String asset, Reply reply) {
    baselineReplies.put(asset, reply);
  }

  @Override
  protected synchronized Reply answer(ReceivedRequest receivedRequest) {
    if (receivedRequest.path().startsWith("/psapi/v3")) {
      return v3.answer(receivedRequest);
    }
    if (receivedRequest.path().startsWith("/img-get2/")) {
      return receivedRequest.headers().containsKey("X-PS-Auth-Token")
          ? error(400, "BadRequest", "A public address gets no session")
          : picture;
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
              ? handleCreate(receivedRequest, "collection")
              : page(receivedRequest, List.copyOf(collections.keySet()), this::collectionItem);
      case "collections3" ->
          collections.containsKey(path[1])
              ? page(receivedRequest, below(path[1]), this::containerItem)
              : error(404, "ResourceNotFoundException", "Collection");
      case "galleries1" ->
          receivedRequest.method().equals("POST")
              ? handleCreate(receivedRequest, "gallery")
              : page(
                  receivedRequest, named(receivedRequest.query().get("name")), this::galleryItem);
      case "galleries4" -> handleLeave(path[1], path[3]);
      case "galleries2", "galleries3" ->
          galleries.containsKey(path[1])
              ? gallery(receivedRequest, path[1], path.length == 2 ? "" : path[2])
              : error(404, "ResourceNotFoundException", "Gallery");
      default -> error(404, "ResourceNotFoundException", "Endpoint");
    };
  }

  private List<String> filtered(Map<String, String> query) {
    Predicate<FakeAsset> filter = _ -> true;
    if (query.containsKey("modify_start")) {
      var from = date(query.get("modify_start"));
      var to = date(query.get("modify_end"));
      filter = fakeAsset -> !fakeAsset.modified.isBefore(from) && !fakeAsset.modified.isAfter(to);
    }
    if (query.containsKey("keywords")) {
      filter = filter.and(fakeAsset -> keywords(fakeAsset).contains(query.get("keywords")));
    }
    if (query.containsKey("trans_ref")) {
      filter =
          filter.and(fakeAsset ->
              String.valueOf(fakeAsset.iptc.get("trans_ref")).startsWith(query.get("trans_ref")));
    }
    var wanted = filter;
    return !filtersWork
        ? List.copyOf(assets.keySet())
        : searchLags
            ? List.of()
            : assets.entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
  }

  private static List<?> keywords(FakeAsset fakeAsset) {
    if (fakeAsset.iptc.get("keywords") instanceof List<?> list) {
      return list;
    }
    return List.of(String.valueOf(fakeAsset.iptc.getOrDefault("keywords", "")).split(", *"));
  }

  private Reply media(ReceivedRequest receivedRequest, String id, String part) {
    var fakeAsset = assets.get(id);
    if (failingFiles.contains(id)) {
      return Reply.of(500, Map.of());
    }
    var trouble = baselineReplies.remove(id);
    if (trouble != null) {
      return trouble;
    }
    return switch (part) {
      case "" -> Reply.ok(Map.of("data", record(id, fakeAsset)));
      case "iptc" ->
          fakeAsset.hasIptc
              ? iptc(receivedRequest, fakeAsset)
              : error(404, "ResourceNotFoundException", "IPTC of this file");
      case "custom-metadata", "custom_metadata" ->
          part.equals(customPath)
              ? custom(receivedRequest, fakeAsset)
              : error(404, "ResourceNotFoundException", part);
      case "galleries" ->
          page(
              receivedRequest,
              galleries.entrySet().stream()
                  .filter(gallery -> gallery.getValue().members().contains(id))
                  .map(Map.Entry::getKey)
                  .toList(),
              this::galleryItem);
      case "link" ->
          Reply.ok(
              Map.of(
                  "data",
                  Map.of(
                      "attributes",
                      Map.of(
                          "link",
                          pictureHost
                              + "/img-get2/%s/fit=%s"
                                  .formatted(id, receivedRequest.query().get("image_size"))))));
      case "download" ->
          redirectsDownloadsTo.isEmpty()
              ? new Reply(
                  200,
                  Map.of("Content-Type", "application/octet-stream"),
                  bytes(receivedRequest, fakeAsset))
              : new Reply(302, Map.of("Location", redirectsDownloadsTo), new byte[0]);
      default -> error(404, "ResourceNotFoundException", part);
    };
  }

  private static byte[] bytes(ReceivedRequest receivedRequest, FakeAsset fakeAsset) {
    return "jpeg".equals(receivedRequest.query().get("download_filetype"))
        ? ("\0jpeg of " + fakeAsset.name).getBytes(StandardCharsets.UTF_8)
        : fakeAsset.bytes;
  }

  private Reply iptc(ReceivedRequest receivedRequest, FakeAsset fakeAsset) {
    if (receivedRequest.method().equals("PATCH")) {
      receivedRequest.json().properties().stream()
          .filter(field -> !ignoresKeywordChanges || !field.getKey().startsWith("keyword"))
          .forEach(field -> fakeAsset.iptc.put(field.getKey(), value(field.getValue())));
      fakeAsset.modified = fakeAsset.modified.plusSeconds(1);
    }
    return Reply.ok(Map.of("data", Map.of("type", "iptc", "attributes", fakeAsset.iptc)));
  }

  /** Accepts a text, or the id of an option, whose text the answer includes. */
  private static Reply custom(ReceivedRequest receivedRequest, FakeAsset fakeAsset) {
    if (receivedRequest.method().equals("PATCH")) {
      receivedRequest
          .json()
          .properties()
          .forEach(field -> fakeAsset.custom.put(field.getKey(), field.getValue().asString()));
    }
    var rows =
        fakeAsset.custom.entrySet().stream()
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
              ? handleDelete(id)
              : Reply.ok(Map.of("data", galleryItem(id)));
      case "children" ->
          receivedRequest.method().equals("POST")
              ? handleEnter(receivedRequest, id)
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

  /** Deletes a gallery; its files stay without a gallery. */
  private Reply handleDelete(String gallery) {
    galleries.remove(gallery);
    return Reply.ok(Map.of());
  }

  private Reply handleEnter(ReceivedRequest receivedRequest, String gallery) {
    if (enterReply != null) {
      return enterReply;
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

  private Reply handleLeave(String gallery, String file) {
    if (!galleries.containsKey(gallery) || !galleries.get(gallery).members().remove(file)) {
      return error(404, "ResourceNotFoundException", "Child");
    }
    if (trashesOrphans
        && galleries.values().stream().noneMatch(each -> each.members().contains(file))) {
      trash(file);
    }
    return Reply.ok(Map.of());
  }

  private Reply handleCreate(ReceivedRequest receivedRequest, String kind) {
    var fields =
        switch (containerCreation) {
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
      var id = createContainer(kind, fields.path("name").asString(), parent);
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
    return collections.containsKey(id) ? collectionItem(id) : galleryItem(id);
  }

  /** The path of a gallery, the gallery itself first. */
  private List<Object> breadcrumb(String id) {
    var crumbs = new ArrayList<Object>();
    crumbs.add(galleryItem(id));
    var parent = galleries.get(id).parent();
    while (!parent.isEmpty()) {
      crumbs.add(collectionItem(parent));
      parent = collections.get(parent).parent();
    }
    return crumbs;
  }

  private Object collectionItem(String id) {
    var fakeCollection = collections.get(id);
    return container(id, "collection", fakeCollection.name(), fakeCollection.parent(), Map.of());
  }

  private Object galleryItem(String id) {
    var fakeGallery = galleries.get(id);
    var count = Map.of("data", Map.of("attributes", Map.of("total", fakeGallery.members().size())));
    return container(
        id, "gallery", fakeGallery.name(), fakeGallery.parent(), Map.of("child-count", count));
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
    if (includesParents) {
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

  private Map<String, Object> record(String id, FakeAsset fakeAsset) {
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("file_name", fakeAsset.name);
    attributes.put("file_size", fakeAsset.bytes.length);
    attributes.put("width", 40);
    attributes.put("height", null);
    attributes.put("creator_id", "U0000EXAMPLE0001");
    attributes.put("created_at", GMT.format(fakeAsset.created));
    attributes.put("modified_at", GMT.format(fakeAsset.modified));
    return Map.of("id", id, "type", fakeAsset.type, "attributes", attributes);
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
