package io.proofline.workers.photoshelter;

import io.proofline.workers.call.FakeApi.ReceivedRequest;
import io.proofline.workers.call.FakeApi.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/** A fake of those parts of the v3 API that these workers call, with sessions of its own. */
final class FakePhotoShelterV3 {

  private static final DateTimeFormatter ZONED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("America/New_York"));

  private final FakePhotoShelter library;
  String key = FakePhotoShelter.KEY;

  /** Whether refusals have status 200. */
  boolean refusesWith200;

  boolean failInherit;

  /** Whether the answer to an upload lacks the new file's id. */
  boolean namesNoId;

  int uploads;

  /** The most rows that it lists on a page. */
  int perPage = 2;

  /** Whether listings of images fail. */
  boolean failsImages;

  /** Whether listings of images show their texts at the upload. */
  boolean hidesEdits;

  private int views;

  private int logins;
  private String token = "";
  private boolean inOrganization;

  FakePhotoShelterV3(FakePhotoShelter library) {
    this.library = library;
  }

  int logins() {
    return logins;
  }

  void endSession() {
    token = "";
  }

  Reply answer(ReceivedRequest receivedRequest) {
    if (!key.equals(receivedRequest.headers().getFirst("X-PS-Api-Key"))) {
      return refused(403, "ApiKeyInvalidException", "Invalid API key");
    }
    var path = receivedRequest.path().replaceFirst("^/psapi/v3", "");
    if (path.equals("/mem/authenticate")) {
      return login(receivedRequest.form());
    }
    if (token.isEmpty() || !token.equals(receivedRequest.headers().getFirst("X-PS-Auth-Token"))) {
      return refused(401, "SessionException", "No session");
    }
    if (path.equals("/mem/authenticate/logout")) {
      token = "";
      return ok(Map.of());
    }
    if (path.equals("/mem/organization/" + FakePhotoShelter.ORGANIZATION + "/authenticate")) {
      inOrganization = true;
      return ok(Map.of());
    }
    return inOrganization
        ? member(receivedRequest, path.substring(5).split("/"))
        : refused(401, "AcsPermissionException", "No organization");
  }

  private Reply login(Map<String, String> form) {
    if (!"secret-pw".equals(form.get("password"))) {
      return refused(401, "AuthenticationException", "wrong password");
    }
    logins++;
    token = "v3-token-" + logins;
    inOrganization = false;
    return ok(Map.of("token", token));
  }

  private Reply member(ReceivedRequest receivedRequest, String[] path) {
    var type = receivedRequest.headers().getFirst("Content-Type");
    var form =
        type != null && type.startsWith("multipart/")
            ? Map.<String, String>of()
            : receivedRequest.form();
    try {
      return switch (path.length == 2 ? path[0] + "/" + path[1] : path[path.length - 1]) {
        case "gallery/insert" -> {
          var id =
              library.createContainer("gallery", form.get("name"), form.getOrDefault("parent", ""));
          library.modes.put(id, form.getOrDefault("mode", "private"));
          yield ok(Map.of("Gallery", Map.of("gallery_id", id)));
        }
        case "collection/insert" ->
            ok(
                Map.of(
                    "id",
                    library.createContainer(
                        "collection", form.get("name"), form.getOrDefault("parent", ""))));
        case "image/upload" -> upload(receivedRequest);
        case "images" -> images(receivedRequest, path[1]);
        case "inherit" -> {
          if (failInherit) {
            yield refused(404, "NotFoundException", "Endpoint");
          }
          library.modes.put(path[1], "as " + form.get("collection_id"));
          yield ok(Map.of());
        }
        default -> refused(404, "NotFoundException", "Endpoint " + receivedRequest.path());
      };
    } catch (NoSuchElementException e) {
      return refused(404, "NotFoundException", "Collection");
    }
  }

  private Reply upload(ReceivedRequest receivedRequest) {
    var body = receivedRequest.body();
    var gallery = part(body, "name=\"gallery_id\"");
    if (!library.galleries.containsKey(gallery)) {
      return refused(404, "NotFoundException", "Gallery");
    }
    var name = body.replaceFirst("(?s).*filename=\"([^\"]*)\".*", "$1");
    var id = "I-new-" + (++uploads);
    var fakeAsset = library.asset(id, utf8(name), Instant.parse("2026-04-01T00:00:00Z"));
    fakeAsset.bytes = part(body, "filename=").getBytes(StandardCharsets.ISO_8859_1);
    fakeAsset.type = fakeAsset.name.endsWith(".mp4") ? "video" : "image";
    fakeAsset.hasIptc = fakeAsset.type.equals("image");
    EmbeddedIptc.read(fakeAsset.bytes, fakeAsset.iptc, library.keywordsAsList);
    library.galleries.get(gallery).members().add(id);
    return namesNoId ? ok(Map.of()) : ok(Map.of("Image", Map.of("image_id", id)));
  }

  /** The content of the multipart part whose head contains this text. */
  private static String part(String body, String head) {
    int start = body.indexOf("\r\n\r\n", body.indexOf(head)) + 4;
    return body.substring(start, body.indexOf("\r\n--", start));
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private Reply images(ReceivedRequest receivedRequest, String gallery) {
    if (failsImages || !library.galleries.containsKey(gallery)) {
      return refused(404, "NotFoundException", failsImages ? "Endpoint" : "Gallery");
    }
    int page = Integer.parseInt(receivedRequest.query().get("page"));
    int size = Math.min(perPage, Integer.parseInt(receivedRequest.query().get("per_page")));
    var ids =
        library.galleries.get(gallery).members().stream()
            .filter(id -> library.assets.get(id).type.equals("image"))
            .toList();
    boolean texts = receivedRequest.query().get("extend").contains("Iptc");
    var rows =
        ids.stream()
            .skip((page - 1L) * size)
            .limit(size)
            .map(id -> Map.of("image_id", id, "Image", image(id, texts)))
            .toList();
    var paging = new HashMap<String, Object>(Map.of("page", "" + page));
    if (page * size < ids.size()) {
      paging.put("next", "…page=" + (page + 1));
    }
    var data = new HashMap<String, Object>();
    data.put("GalleryImage", rows.isEmpty() ? null : rows);
    data.put("Paging", paging);
    return ok(data);
  }

  /** The whole record, regardless of the requested fields. */
  private Map<String, Object> image(String id, boolean texts) {
    var fakeAsset = library.assets.get(id);
    var image = new HashMap<String, Object>();
    image.put("image_id", id);
    image.put("file_name", fakeAsset.name);
    image.put("file_size", "" + fakeAsset.bytes.length);
    image.put("views", "" + ++views);
    image.put("updated_at", ZONED.format(hidesEdits ? fakeAsset.created : fakeAsset.modified));
    if (texts && fakeAsset.hasIptc) {
      image.put("Iptc", hidesEdits ? Map.of() : new HashMap<>(fakeAsset.iptc));
      image.put("CustomMetadata", new HashMap<>(fakeAsset.custom));
    }
    return image;
  }

  static Reply ok(Map<String, ?> data) {
    return Reply.ok(Map.of("status", "ok", "data", new HashMap<>(data)));
  }

  Reply refused(int status, String name, String message) {
    return Reply.of(
        refusesWith200 ? 200 : status,
        Map.of("status", "error", "error", Map.of("class", name, "message", message)));
  }
}
