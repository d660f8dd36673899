package io.proofline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A sandbox with a member logged in to both versions of PhotoShelter's API. */
final class PhotoShelterFixture implements AutoCloseable {
  final Sandbox sandbox;
  final SandboxCredentials accounts;
  final HttpCaller keyed;
  final HttpCaller keyedV3;
  final HttpCaller v4;
  final HttpCaller v3;

  private PhotoShelterFixture(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.accounts = sandbox.accounts();
    this.keyed = at("/psapi/v4.0", accounts.photoshelterV4Key());
    this.keyedV3 = at("/psapi/v3", accounts.photoshelterV3Key());
    this.v4 = member(sandbox);
    this.v3 = keyedV3.with("X-PS-Auth-Token", loginV3());
    v3.get("/mem/organization/%s/authenticate".formatted(accounts.organizationId()));
  }

  static PhotoShelterFixture in(Path data) {
    return in(data, PhotoShelterSettings.defaults());
  }

  static PhotoShelterFixture in(Path data, PhotoShelterSettings settings) {
    return new PhotoShelterFixture(Sandbox.start(SandboxSettings.in(data).with(settings)));
  }

  /** A client that has logged in to v4 and made the organization step. */
  static HttpCaller member(Sandbox sandbox) {
    var accounts = sandbox.accounts();
    var open =
        HttpCaller.at(sandbox.photoshelter(), "/psapi/v4.0")
            .with("X-PS-Api-Key", accounts.photoshelterV4Key());
    var member = open.with("X-PS-Auth-Token", login(open, accounts));
    member.json("POST", "/organization/authenticate", Map.of("org_id", accounts.organizationId()));
    return member;
  }

  /** The token of a fresh session of v4, before the organization step. */
  static String login(HttpCaller open, SandboxCredentials accounts) {
    return authenticate(open, "/authenticate", accounts).json().path("token").asString();
  }

  @Override
  public void close() {
    sandbox.close();
  }

  HttpCaller at(String base, String key) {
    return HttpCaller.at(sandbox.photoshelter(), base).with("X-PS-Api-Key", key);
  }

  String login() {
    return login(keyed, accounts);
  }

  String upload(String name, String gallery) {
    return upload(name, photograph("fig-in-red-bowl.jpg"), gallery);
  }

  String upload(String name, byte[] bytes, String gallery) {
    var fields = Map.of("gallery_id", gallery, "f_searchable", "t");
    var answer = v3.file("/mem/image/upload", name, bytes, fields);
    return answer.json().path("data").path("Image").path("image_id").asString();
  }

  String media(String fileName) {
    var path = "/media?org_id=%s&file_name=%s".formatted(accounts.organizationId(), fileName);
    return ids(v4.get(path)).getFirst();
  }

  String gallery(String name) {
    return ids(v4.get("/galleries?name=" + HttpCaller.encoded(name))).getFirst();
  }

  String collection(String name) {
    return ids(v4.get("/collections?name=" + HttpCaller.encoded(name))).getFirst();
  }

  String newGallery(String name, String parent) {
    var created = v4.json("POST", "/galleries", Map.of("name", name, "parent", parent));
    return created.json().path("data").path("id").asString();
  }

  String newCollection(String name, String parent) {
    var created = v4.json("POST", "/collections", Map.of("name", name, "parent", parent));
    return created.json().path("data").path("id").asString();
  }

  static JsonNode attributes(HttpCaller.Answer answer) {
    return answer.json().path("data").path("attributes");
  }

  static String error(HttpCaller.Answer answer) {
    return answer.json().path("errors").path(0).path("id").asString();
  }

  static List<String> ids(HttpCaller.Answer answer) {
    var data = answer.json().path("data");
    return data.valueStream().map(item -> item.path("id").asString()).toList();
  }

  static List<String> names(HttpCaller.Answer answer) {
    return answer.json().path("data").valueStream().map(PhotoShelterFixture::name).toList();
  }

  static void ok(HttpCaller.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  /** One of the sample photographs. */
  static byte[] photograph(String name) {
    try (var stream = Json.class.getResourceAsStream("/photos/" + name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(JsonNode item) {
    var attributes = item.path("attributes");
    return attributes.path("name").asString(attributes.path("file_name").asString());
  }

  private String loginV3() {
    var answer = authenticate(keyedV3, "/mem/authenticate", accounts);
    return answer.json().path("data").path("token").asString();
  }

  private static HttpCaller.Answer authenticate(
      HttpCaller open, String path, SandboxCredentials accounts) {
    return open.form(
        "POST",
        path,
        "email",
        accounts.photoshelterEmail(),
        "password",
        accounts.photoshelterPassword(),
        "mode",
        "token");
  }
}
