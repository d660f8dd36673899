package io.proofline.workers.photoshelter;

import io.proofline.workers.call.FakeApi.Asked;
import io.proofline.workers.call.FakeApi.Reply;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/** v3 of a fake library, as far as these workers ask it. Its sessions are its own. */
final class FakeV3 {

  private final FakePhotoShelter library;
  String key = FakePhotoShelter.KEY;

  /** Whether its refusals come with status 200. */
  boolean refusesWith200;

  boolean failInherit;

  private int logins;
  private String token = "";
  private boolean inOrganization;

  FakeV3(FakePhotoShelter library) {
    this.library = library;
  }

  int logins() {
    return logins;
  }

  void endSession() {
    token = "";
  }

  Reply answer(Asked asked) {
    if (!key.equals(asked.headers().getFirst("X-PS-Api-Key"))) {
      return refused(403, "ApiKeyInvalidException", "Invalid API key");
    }
    var path = asked.path().replaceFirst("^/psapi/v3", "");
    if (path.equals("/mem/authenticate")) {
      return login(asked.form());
    }
    if (token.isEmpty() || !token.equals(asked.headers().getFirst("X-PS-Auth-Token"))) {
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
        ? member(asked, path.substring(5).split("/"))
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

  private Reply member(Asked asked, String[] path) {
    var form = asked.form();
    try {
      return switch (path.length == 2 ? path[0] + "/" + path[1] : path[path.length - 1]) {
        case "gallery/insert" -> {
          var id = library.make("gallery", form.get("name"), form.get("parent"));
          library.modes.put(id, form.getOrDefault("mode", "private"));
          yield ok(Map.of("Gallery", Map.of("gallery_id", id)));
        }
        case "collection/insert" ->
            ok(Map.of("id", library.make("collection", form.get("name"), form.get("parent"))));
        case "inherit" -> {
          if (failInherit) {
            yield refused(404, "NotFoundException", "Endpoint");
          }
          library.modes.put(path[1], "as " + form.get("collection_id"));
          yield ok(Map.of());
        }
        default -> refused(404, "NotFoundException", "Endpoint " + asked.path());
      };
    } catch (NoSuchElementException e) {
      return refused(404, "NotFoundException", "Collection");
    }
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
