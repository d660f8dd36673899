package io.proofline.sandbox;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A sandbox with a server that serves a picture and receives webhooks. */
final class ZiflowFixture implements AutoCloseable {
  static final String CY = "cy@example.com";
  static final String DEE = "dee@example.com";

  final Sandbox sandbox;
  final WebhookReceiver receiver = new WebhookReceiver();
  final ProofRequests proofs;
  final HttpCaller api;
  final HttpCaller pages;
  final URI picture;

  private ZiflowFixture(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.proofs = new ProofRequests(sandbox);
    this.api = proofs.api;
    this.pages = HttpCaller.at(sandbox.pages(), "");
    this.picture =
        receiver.serveFile("fig.jpg", PhotoShelterAuthenticationIT.resource("fig-in-red-bowl.jpg"));
  }

  static ZiflowFixture open(Path data) {
    return open(data, ZiflowSettings.defaults());
  }

  static ZiflowFixture open(Path data, ZiflowSettings switches) {
    return new ZiflowFixture(Sandbox.start(SandboxSettings.in(data).with(switches)));
  }

  /** The body of a create whose file is the picture. */
  Map<String, @Nullable Object> body(String key, Object... stages) {
    return ProofRequests.body(key, picture, stages);
  }

  /** A proof that is under review. */
  JsonNode ready(String key, Object... stages) {
    return proofs.ready(body(key, stages));
  }

  /** A proof under review, with further properties in its create. */
  JsonNode readyWith(String key, Map<String, ?> more, Object... stages) {
    var body = body(key, stages);
    body.putAll(more);
    return proofs.ready(body);
  }

  JsonNode reload(JsonNode proof) {
    return proofs.read(id(proof));
  }

  /** Ids of the proofs that a search for these pass-through values finds. */
  List<String> searchIds(String... keys) {
    return api.json(
            "POST", "/proofs/search?count=100", Json.object("pass_through_value", List.of(keys)))
        .json()
        .path("proofs")
        .valueStream()
        .map(ZiflowFixture::id)
        .toList();
  }

  static String id(JsonNode resource) {
    return resource.path("id").asString();
  }

  static String path(JsonNode proof) {
    return "/proofs/" + id(proof);
  }

  static String stagePath(JsonNode proof, int stage) {
    return "%s/stages/%s".formatted(path(proof), id(proof.path("stages").get(stage)));
  }

  static JsonNode reviewer(JsonNode proof, String email) {
    return proof
        .path("stages")
        .valueStream()
        .flatMap(stage -> stage.path("members").valueStream())
        .filter(member -> member.path("contact").path("email").asString().equals(email))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    receiver.close();
    sandbox.close();
  }
}
