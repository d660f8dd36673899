package io.proofline.workers.ziflow;

import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Secret;
import io.proofline.workers.call.FakeApi;
import io.proofline.workers.ziflow.ZiflowProperties.DownloadKey;
import io.proofline.workers.ziflow.ZiflowProperties.ForbiddenMeans;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A fake of those parts of Ziflow's API that these workers call, on a local HTTP server.
 *
 * <p>Longer than 300 lines because all calls share the proofs of one account.
 */
public final class FakeZiflow extends FakeApi {

  public static final String KEY = "zi-key-1";
  static final Duration SEARCH_LAG = Duration.ofSeconds(60);
  public static final PersonKey PEOPLE = new PersonKey("person-key-of-16");

  public final Map<String, JsonNode> creationBodies = new LinkedHashMap<>();
  public final Map<String, ObjectNode> folders = new LinkedHashMap<>();
  public final Map<String, ObjectNode> webhooks = new LinkedHashMap<>();

  /** The key sent with each download, or "none". */
  public final List<String> downloads = new ArrayList<>();

  /** The bodies of requests that changed proofs, in order. */
  public final List<JsonNode> bodies = new ArrayList<>();

  private final Map<String, ObjectNode> states = new LinkedHashMap<>();
  private final Map<String, Reply> next = new LinkedHashMap<>();
  private int createdCount;
  private boolean searchLags;

  /** A client of this fake. */
  public ZiflowClient client() {
    return client(KEY);
  }

  public ZiflowClient client(String key) {
    return new ZiflowClient(settings(key, DownloadKey.API_HOST), PEOPLE);
  }

  ZiflowProperties settings(String key, DownloadKey downloadKey) {
    return new ZiflowProperties(
        address().resolve("/v1"),
        Secret.of(key),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        ForbiddenMeans.REQUEST,
        downloadKey,
        SEARCH_LAG,
        1_000,
        16,
        DataSize.ofMegabytes(1),
        DataSize.ofMegabytes(1),
        List.of("localhost"),
        List.of());
  }

  public synchronized void state(String id, Object json) {
    states.put(id, JSON.valueToTree(json));
  }

  /** A proof's present JSON; null when it is gone. */
  public synchronized ObjectNode state(String id) {
    return states.get(id);
  }

  /** Answers the next request with this method with this reply. */
  public synchronized void answerNext(String method, Reply reply) {
    next.put(method, reply);
  }

  /** Makes every later search by marker find nothing. */
  synchronized void makeSearchLag() {
    searchLags = true;
  }

  public synchronized String folder(String parent, String name) {
    var id = "f" + (folders.size() + 1);
    var folder = JSON.createObjectNode().put("id", id).put("name", name);
    folder.put("parent_folder_id", parent).put("private", false).put("archived", false);
    folders.put(id, folder);
    return id;
  }

  @Override
  protected synchronized Reply answer(ReceivedRequest receivedRequest) {
    if (receivedRequest.path().startsWith("/files/")) {
      return download(receivedRequest);
    }
    if (!KEY.equals(receivedRequest.headers().getFirst("apikey"))) {
      return Reply.of(401, Map.of("message", "unknown key"));
    }
    var special = next.remove(receivedRequest.method());
    if (special != null) {
      return special;
    }
    var path = receivedRequest.path().substring("/v1/".length()).split("/");
    return switch (receivedRequest.method() + " " + path[0] + " " + path.length) {
      case "POST proofs 1" -> create(receivedRequest.json());
      case "POST proofs 2" -> search(receivedRequest);
      case "GET proofs 2" -> read(path[1]);
      case "PUT proofs 2" -> update(path[1], receivedRequest.json());
      case "DELETE proofs 2" -> delete(states, path[1]);
      case "GET folders 1" -> Reply.ok(under(null));
      case "GET folders 2" ->
          folders.containsKey(path[1]) ? Reply.ok(under(path[1])) : missing(path[1]);
      case "POST folders 1" -> createFolder(receivedRequest.json());
      case "GET webhooks 1" -> Reply.ok(webhooks.values());
      case "POST webhooks 1" -> createWebhook(receivedRequest.json());
      case "DELETE webhooks 2" -> delete(webhooks, path[1]);
      default -> missing(receivedRequest.path());
    };
  }

  private Reply create(JsonNode body) {
    var previous = body.path("version_previous_id").asString("");
    if (!previous.isEmpty() && !states.containsKey(previous)) {
      return Reply.of(422, Map.of("message", "version_previous_id is unknown"));
    }
    var id = "p%03d".formatted(creationBodies.size() + 1);
    creationBodies.put(id, body);
    return Reply.ok(Map.of("id", id));
  }

  private Reply search(ReceivedRequest request) {
    var ids = request.json().path("proof_id");
    return ids.isArray() ? byIds(ids) : byMarker(request);
  }

  /** At most a hundred. One whose id begins with {@code lost} is not in the index. */
  private Reply byIds(JsonNode ids) {
    if (ids.size() > 100) {
      return Reply.of(422, Map.of("message", "proof_id: at most 100"));
    }
    var known =
        ids.valueStream()
            .map(JsonNode::asString)
            .filter(id -> states.containsKey(id) && !id.startsWith("lost"))
            .map(id -> states.get(id).deepCopy().put("id", id))
            .toList();
    return Reply.ok(Map.of("count", 100, "page", 1, "has_more", false, "proofs", known));
  }

  /** Matches by prefix, since the API does not document exact matches. */
  private Reply byMarker(ReceivedRequest request) {
    var wanted = request.json().path("pass_through_value").path(0).asString();
    int page = Integer.parseInt(request.query().get("page"));
    List<Object> found = new ArrayList<>();
    creationBodies.forEach((id, body) -> {
      var marker = body.path("pass_through_value").asString();
      if (!searchLags && marker.startsWith(wanted)) {
        found.add(
            Map.of(
                "id",
                id,
                "pass_through_value",
                marker,
                "created_at",
                "2026-01-01T00:00:%02d.000Z".formatted(found.size()),
                "something_new",
                Map.of()));
      }
    });
    var newestFirst = found.reversed();
    var here = newestFirst.stream().skip((page - 1) * 2L).limit(2).toList();
    return Reply.ok(
        Map.of(
            "count", 2, "page", page, "has_more", newestFirst.size() > page * 2L, "proofs", here));
  }

  private Reply read(String id) {
    var state = states.get(id);
    return state == null ? Reply.of(404, Map.of("error", "no proof " + id)) : Reply.ok(state);
  }

  /** Stages that are not in the list are deleted; a stage given by id only stays unchanged. */
  private Reply update(String id, JsonNode body) {
    var proof = states.get(id);
    if (proof == null) {
      return missing(id);
    }
    bodies.add(body);
    var stages = body.path("stages").valueStream().map(stage -> stage(proof, stage)).toList();
    var owner = proof.path("owner").path("email").asString("");
    boolean hasOwner =
        stages.stream().flatMap(FakeZiflow::members).anyMatch(email -> email.equals(owner));
    if (proof.path("locked").asBoolean(false) || !owner.isEmpty() && !hasOwner) {
      return Reply.of(422, Map.of("message", "the owner has to be on a stage, the proof open"));
    }
    ArrayNode all = JSON.createArrayNode().addAll(stages);
    proof.set("stages", all);
    return Reply.ok(proof);
  }

  private JsonNode stage(JsonNode proof, JsonNode sent) {
    var id = sent.path("id").asString("");
    var before =
        proof.path("stages").valueStream().filter(old -> old.path("id").asString().equals(id));
    var stage =
        (ObjectNode)
            (id.isEmpty()
                ? JSON.createObjectNode()
                    .put("id", "new" + ++createdCount)
                    .setAll((ObjectNode) sent)
                : before.findFirst().orElseThrow());
    if (sent.has("members")) {
      stage.set("members", JSON.createArrayNode().addAll(members(stage, sent).toList()));
    }
    return stage;
  }

  private Stream<JsonNode> members(JsonNode stage, JsonNode sent) {
    return sent.path("members")
        .valueStream()
        .map(member ->
            member.has("email")
                ? JSON.createObjectNode()
                    .put("id", "newr" + ++createdCount)
                    .set("contact", JSON.createObjectNode().put("email", email(member)))
                : stage
                    .path("members")
                    .valueStream()
                    .filter(old -> old.path("id").equals(member.path("id")))
                    .findFirst()
                    .orElseThrow());
  }

  private static Stream<String> members(JsonNode stage) {
    return stage.path("members").valueStream().map(member -> email(member.path("contact")));
  }

  private static String email(JsonNode node) {
    return node.path("email").asString("");
  }

  private List<ObjectNode> under(String parent) {
    return folders.values().stream()
        .filter(folder ->
            parent == null
                ? folder.path("parent_folder_id").isNull()
                : folder.path("parent_folder_id").asString("").equals(parent))
        .toList();
  }

  private Reply createFolder(JsonNode body) {
    var parent = body.path("parent_folder_id").asString("");
    if (!parent.isEmpty() && !folders.containsKey(parent)) {
      return missing(parent);
    }
    var id = folder(parent.isEmpty() ? null : parent, body.path("name").asString());
    folders.get(id).put("private", body.path("private").asBoolean(false));
    return Reply.ok(List.of(folders.get(id)));
  }

  private Reply createWebhook(JsonNode body) {
    var id = "w" + (webhooks.size() + 1);
    ObjectNode hook = JSON.createObjectNode().put("id", id).setAll((ObjectNode) body);
    if (hook.path("generate_signature_key").asBoolean(false)) {
      hook.put("webhook_signature_key", "hook-key-" + id);
    }
    webhooks.put(id, hook);
    return Reply.ok(webhooks.get(id));
  }

  private static byte[] jpeg() {
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "jpg", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** {@code /files/away} redirects to another host's {@code /files/here}. */
  private Reply download(ReceivedRequest receivedRequest) {
    var key = receivedRequest.headers().getFirst("apikey");
    downloads.add(key == null ? "none" : key);
    return switch (receivedRequest.path()) {
      case "/files/away" ->
          new Reply(
              302,
              Map.of(
                  "Location",
                  address().toString().replace("127.0.0.1", "localhost") + "/files/here"),
              new byte[0]);
      case "/files/here" ->
          new Reply(
              200,
              Map.of("Content-Type", "image/jpeg"),
              "bytes of the final".getBytes(StandardCharsets.UTF_8));
      case "/files/picture" -> new Reply(200, Map.of("Content-Type", "image/jpeg"), jpeg());
      default -> Reply.of(403, Map.of("message", "expired"));
    };
  }

  private static Reply delete(Map<String, ?> from, String id) {
    return from.remove(id) == null ? missing(id) : new Reply(200, Map.of(), new byte[0]);
  }

  private static Reply missing(String what) {
    return Reply.of(404, Map.of("error", "nothing at " + what));
  }
}
