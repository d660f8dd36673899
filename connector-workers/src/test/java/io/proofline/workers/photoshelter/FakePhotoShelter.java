package io.proofline.workers.photoshelter;

import io.proofline.workers.call.FakeApi;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** PhotoShelter's v4 API as far as these workers ask it. */
public final class FakePhotoShelter extends FakeApi {

  public static final String KEY = "ps-key-1";
  public static final String ORGANIZATION = "O0000EXAMPLE0001";
  private static final DateTimeFormatter GMT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'").withZone(ZoneOffset.UTC);

  public final Map<String, Asset> assets = new LinkedHashMap<>();
  public final Map<String, Asset> trash = new LinkedHashMap<>();
  public final Map<String, Folder> galleries = new LinkedHashMap<>();
  public final Map<String, Shelf> collections = new LinkedHashMap<>();
  public final TreeSet<String> breaks = new TreeSet<>();
  public boolean listsTrash = true;
  public boolean joins = true;
  public String redirectsDownloadsTo = "";
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
  protected synchronized Reply answer(Asked asked) {
    if (!KEY.equals(asked.headers().getFirst("X-PS-Api-Key"))) {
      return error(403, "ApiKeyInvalidException", "Invalid API key");
    }
    var path = asked.path().replaceFirst("^/psapi/v4.0", "");
    if (path.equals("/authenticate")) {
      return login(asked.form());
    }
    if (token.isEmpty() || !token.equals(asked.headers().getFirst("X-PS-Auth-Token"))) {
      return error(401, "AcsPermissionException", "No session");
    }
    if (path.equals("/organization/authenticate")) {
      inOrganization = ORGANIZATION.equals(asked.form().get("org_id"));
      return Reply.ok(Map.of("meta", Map.of("status", "OK")));
    }
    if (path.equals("/authenticate/logout")) {
      token = "";
      return Reply.ok(Map.of("meta", Map.of("status", "OK")));
    }
    return inOrganization
        ? member(asked, path.substring(1).split("/"))
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

  private Reply member(Asked asked, String[] path) {
    return switch (path[0] + path.length) {
      case "search1" -> page(asked, List.copyOf(assets.keySet()), this::mediaItem);
      case "media1" -> page(asked, filtered(asked.query()), this::mediaItem);
      case "media2", "media3" ->
          assets.containsKey(path[1])
              ? media(asked, path[1], path.length == 2 ? "" : path[2])
              : error(404, "ResourceNotFoundException", "Media");
      case "trash1" ->
          listsTrash
              ? page(asked, List.copyOf(trash.keySet()), id -> Map.of("id", id, "type", "media"))
              : error(404, "ResourceNotFoundException", "Endpoint");
      case "collections1" -> page(asked, List.copyOf(collections.keySet()), this::shelfItem);
      case "galleries1" -> page(asked, named(asked.query().get("name")), this::galleryItem);
      case "galleries2", "galleries3" ->
          galleries.containsKey(path[1])
              ? gallery(asked, path[1], path.length == 2 ? "" : path[2])
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
    var wanted = filter;
    return assets.entrySet().stream()
        .filter(entry -> wanted.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> keywords(Asset asset) {
    return List.of(String.valueOf(asset.iptc.getOrDefault("keywords", "")).split(", *"));
  }

  private Reply media(Asked asked, String id, String part) {
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
      case "iptc" -> iptc(asked, asset);
      case "custom-metadata" -> custom(asset);
      case "galleries" ->
          page(
              asked,
              galleries.entrySet().stream()
                  .filter(gallery -> gallery.getValue().members().contains(id))
                  .map(Map.Entry::getKey)
                  .toList(),
              this::galleryItem);
      case "download" ->
          redirectsDownloadsTo.isEmpty()
              ? new Reply(200, Map.of("Content-Type", "application/octet-stream"), asset.bytes)
              : new Reply(302, Map.of("Location", redirectsDownloadsTo), new byte[0]);
      default -> error(404, "ResourceNotFoundException", part);
    };
  }

  private Reply iptc(Asked asked, Asset asset) {
    if (asked.method().equals("PATCH")) {
      asked
          .json()
          .properties()
          .forEach(field -> asset.iptc.put(field.getKey(), text(field.getValue())));
      asset.modified = asset.modified.plusSeconds(1);
    }
    return Reply.ok(Map.of("data", Map.of("type", "iptc", "attributes", asset.iptc)));
  }

  private Reply gallery(Asked asked, String id, String part) {
    return switch (part) {
      case "" -> Reply.ok(Map.of("data", galleryItem(id)));
      case "children" -> page(asked, List.copyOf(galleries.get(id).members()), this::childItem);
      case "path" -> Reply.ok(Map.of("data", breadcrumb(id)));
      default -> error(404, "ResourceNotFoundException", part);
    };
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

  private static Reply custom(Asset asset) {
    var rows =
        asset.custom.entrySet().stream()
            .map(field -> Map.of("field_id", field.getKey(), "value", field.getValue()))
            .toList();
    return Reply.ok(Map.of("data", Map.of("attributes", Map.of("custom_metadata", rows))));
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
    return Map.of("id", id, "type", "image", "attributes", attributes);
  }

  private Object mediaItem(String id) {
    return Map.of(
        "id", id, "type", "media", "attributes", Map.of("file_name", assets.get(id).name));
  }

  private Object childItem(String id) {
    return Map.of("id", id, "type", "image", "attributes", Map.of("display_order", 1));
  }

  private static Reply page(
      Asked asked, List<String> ids, java.util.function.Function<String, Object> item) {
    int page = Integer.parseInt(asked.query().get("page"));
    int size = Integer.parseInt(asked.query().get("per_page"));
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

  private static Object text(JsonNode value) {
    return value.asString();
  }
}
