package io.proofline.processor.web;

import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.avro.RequestKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses a request's body, and reports all its mistakes at once. */
final class OperatorRequestParser {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ID = "[A-Za-z0-9._-]{1,64}";

  /**
   * Allowed fields besides the kind itself; a kind that is not listed allows {@link #ASSET_FIELDS}.
   */
  private static final Map<RequestKind, Set<String>> FIELDS_OF_KIND =
      Map.of(
          RequestKind.RETRY, Set.of("asset", "command"),
          RequestKind.DISCARD, Set.of("asset", "command"),
          RequestKind.LINK, Set.of("asset", "proof"),
          RequestKind.RELEASE, Set.of("asset", "proof"),
          RequestKind.GO_AHEAD, Set.of("count"),
          RequestKind.WITHDRAW, Set.of("asset", "assets", "reason"),
          RequestKind.ADMINISTRATIVE, Set.of("act", "count", "why"));

  /** Acts that are recorded through this API; the others are recorded by the command itself. */
  private static final List<String> ACTS =
      List.of(
          AdministrativeAct.DEAD_COMMANDS_RETRIED.word(),
          AdministrativeAct.DEAD_COMMANDS_DISCARDED.word());

  private static final int MAX_REASON = 2000;

  private static final Set<String> ASSET_FIELDS = Set.of("asset", "assets");

  private final List<String> mistakes = new ArrayList<>();
  private final JsonNode body;

  private OperatorRequestParser(JsonNode body) {
    this.body = body;
  }

  /**
   * The request in a body.
   *
   * @throws UnprocessableRequestException with every mistake in it
   */
  static OperatorRequest parse(String body) {
    return new OperatorRequestParser(json(body)).request();
  }

  private static JsonNode json(String body) {
    try {
      var read = JSON.readTree(body);
      if (read.isObject()) {
        return read;
      }
    } catch (JacksonException _) {
      // reported below
    }
    throw new UnprocessableRequestException(
        "the body must be a JSON object, such as {\"kind\": \"reread\", \"asset\": \"I0000…\"}");
  }

  private OperatorRequest request() {
    var kind =
        EnumNames.parse(RequestKind.class, body.path("kind").asString(""))
            .orElseThrow(() ->
                new UnprocessableRequestException(
                    "'kind' is %s; allowed are %s"
                        .formatted(found("kind"), EnumNames.all(RequestKind.class))));
    var allowed = FIELDS_OF_KIND.getOrDefault(kind, ASSET_FIELDS);
    body.propertyNames().stream()
        .filter(name -> !name.equals("kind") && !allowed.contains(name))
        .forEach(name ->
            mistakes.add(
                "'%s' does not go with %s, which takes %s"
                    .formatted(name, EnumNames.of(kind), sorted(allowed))));
    var operatorRequest =
        new OperatorRequest(
            kind,
            allowed.contains("asset") ? assets(allowed.contains("assets")) : List.of(),
            allowed.contains("command") ? id("command", "the id of a dead command") : null,
            allowed.contains("proof") ? id("proof", "the id of a proof in Ziflow") : null,
            kind == RequestKind.GO_AHEAD ? count() : null,
            allowed.contains("reason") ? reason() : null,
            allowed.contains("act") ? act() : null,
            allowed.contains("act") ? details() : Map.of());
    if (!mistakes.isEmpty()) {
      throw new UnprocessableRequestException(String.join("; ", mistakes));
    }
    return operatorRequest;
  }

  private List<String> assets(boolean allowsSeveral) {
    if (allowsSeveral && body.has("assets")) {
      return several();
    }
    var asset = id("asset", "the id of an asset in PhotoShelter");
    return asset == null ? List.of() : List.of(asset);
  }

  private List<String> several() {
    var list = body.path("assets");
    if (body.has("asset")
        || !list.isArray()
        || list.isEmpty()
        || list.size() > OperatorRequest.MAX_ASSETS) {
      mistakes.add(
          "'assets' must be a list of 1 to %d ids, without 'asset' beside it"
              .formatted(OperatorRequest.MAX_ASSETS));
      return List.of();
    }
    var ids = new LinkedHashSet<String>();
    for (var each : list) {
      if (!isId(each)) {
        mistakes.add("%s in 'assets' is no id of an asset in PhotoShelter".formatted(each));
      }
      ids.add(each.asString(""));
    }
    return List.copyOf(ids);
  }

  private @Nullable String id(String name, String what) {
    var value = body.path(name);
    if (isId(value)) {
      return value.asString();
    }
    mistakes.add("'%s' is %s; it must be %s".formatted(name, found(name), what));
    return null;
  }

  private static boolean isId(JsonNode value) {
    return value.isString()
        && value.asString().matches(ID)
        && !value.asString().equals(AdministrativeAct.SYSTEM);
  }

  private @Nullable String reason() {
    if (!body.has("reason")) {
      return null;
    }
    var text = body.path("reason").asString("").strip();
    if (text.isEmpty() || text.length() > MAX_REASON) {
      mistakes.add("'reason' must be a text of 1 to %d characters".formatted(MAX_REASON));
    }
    return text;
  }

  private @Nullable String act() {
    var act = body.path("act").asString("");
    if (!ACTS.contains(act)) {
      mistakes.add("'act' is %s; allowed are %s".formatted(found("act"), String.join(", ", ACTS)));
    }
    return act;
  }

  private Map<String, String> details() {
    var details = new HashMap<String, String>();
    var count = count();
    if (count != null) {
      details.put("count", count.toString());
    }
    var why = body.path("why");
    if (why.isString() && why.asString().matches("[a-z_]{1,40}")) {
      details.put("why", why.asString());
    } else if (body.has("why")) {
      mistakes.add("'why' is %s; it must be the reason of a list".formatted(found("why")));
    }
    return details;
  }

  private @Nullable Integer count() {
    var value = body.path("count");
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isInt() || value.asInt() < 1) {
      mistakes.add(
          "'count' is %s; it must be a number from 1, or left out for all"
              .formatted(found("count")));
      return null;
    }
    return value.asInt();
  }

  private String found(String name) {
    return body.has(name) ? "%.80s".formatted(body.path(name)) : "missing";
  }

  private static String sorted(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }
}
