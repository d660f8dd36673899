package io.proofline.console.request;

import io.proofline.console.web.ApiException;
import io.proofline.console.web.AvroJson;
import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.avro.RequestKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of a request, and reports all its mistakes at once.
 *
 * <p>A kind that is not listed in {@code FIELDS_OF_KIND} takes assets and a reason.
 */
final class RequestReader {

  static final int MAX_ASSETS = 1000;
  static final int MAX_REASON = 2000;
  private static final String ID = "[A-Za-z0-9._-]{1,64}";
  private static final Set<String> ASSET_FIELDS = Set.of("assets", "reason");

  /** Kinds that Proofline makes itself. */
  private static final Set<RequestKind> INTERNAL =
      Set.of(RequestKind.UNKNOWN, RequestKind.ADMINISTRATIVE);

  private static final Map<RequestKind, Set<String>> FIELDS_OF_KIND =
      Map.of(
          RequestKind.RETRY, Set.of("asset", "command", "reason"),
          RequestKind.DISCARD, Set.of("asset", "command", "reason"),
          RequestKind.LINK, Set.of("asset", "proof", "reason"),
          RequestKind.RELEASE, Set.of("asset", "proof", "reason"),
          RequestKind.CONSIDER, Set.of("assets", "reason", "rules_version"),
          RequestKind.GO_AHEAD, Set.of("count"));

  private final List<String> mistakes = new ArrayList<>();
  private final JsonNode body;

  private RequestReader(JsonNode body) {
    this.body = body;
  }

  /**
   * The request in a body.
   *
   * @throws ApiException with every mistake in it
   */
  static NewRequest parse(JsonNode body) {
    return new RequestReader(body).request();
  }

  /**
   * The kind of a word.
   *
   * @throws ApiException with the allowed words
   */
  static RequestKind kind(JsonNode body) {
    var word = body.path("kind").asString("");
    var allowed =
        Arrays.stream(RequestKind.values()).filter(kind -> !INTERNAL.contains(kind)).toList();
    return allowed.stream()
        .filter(kind -> AvroJson.word(kind).equals(word))
        .findFirst()
        .orElseThrow(() ->
            ApiException.invalid(
                "'kind' is %s; allowed are %s"
                    .formatted(
                        found(body, "kind"),
                        allowed.stream().map(AvroJson::word).collect(Collectors.joining(", ")))));
  }

  private NewRequest request() {
    var kind = kind(body);
    var allowed = FIELDS_OF_KIND.getOrDefault(kind, ASSET_FIELDS);
    body.propertyNames().stream()
        .filter(name -> !name.equals("kind") && !allowed.contains(name))
        .forEach(name ->
            mistakes.add(
                "'%.80s' does not go with %s, which takes %s"
                    .formatted(
                        name,
                        AvroJson.word(kind),
                        String.join(", ", allowed.stream().sorted().toList()))));
    var request =
        new NewRequest(
            kind,
            allowed.contains("assets") ? assets() : asset(allowed),
            allowed.contains("command") ? id("command", "the id of a dead command") : null,
            allowed.contains("proof") ? id("proof", "the id of a proof in Ziflow") : null,
            allowed.contains("count") ? count() : null,
            allowed.contains("rules_version") ? rulesVersion() : null,
            allowed.contains("reason") ? reason() : null);
    if (!mistakes.isEmpty()) {
      throw ApiException.invalid(String.join("; ", mistakes));
    }
    return request;
  }

  private List<String> asset(Set<String> allowed) {
    var asset =
        allowed.contains("asset") ? id("asset", "the id of an asset in PhotoShelter") : null;
    return asset == null ? List.of() : List.of(asset);
  }

  private List<String> assets() {
    var list = body.path("assets");
    if (!list.isArray() || list.isEmpty() || list.size() > MAX_ASSETS) {
      mistakes.add("'assets' must be a list of 1 to %d ids".formatted(MAX_ASSETS));
      return List.of();
    }
    var ids = new LinkedHashSet<String>();
    for (var each : list) {
      if (!isId(each)) {
        mistakes.add("%.80s in 'assets' is no id of an asset in PhotoShelter".formatted(each));
      }
      ids.add(each.asString(""));
    }
    return List.copyOf(ids);
  }

  private @Nullable String id(String name, String meaning) {
    var value = body.path(name);
    if (isId(value)) {
      return value.asString();
    }
    mistakes.add("'%s' is %s; it must be %s".formatted(name, found(body, name), meaning));
    return null;
  }

  private static boolean isId(JsonNode value) {
    return value.isString()
        && value.asString().matches(ID)
        && !value.asString().equals(AdministrativeAct.SYSTEM);
  }

  private @Nullable String rulesVersion() {
    return body.has("rules_version") ? id("rules_version", "the version of pushed rules") : null;
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

  private @Nullable Integer count() {
    var value = body.path("count");
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isInt() || value.asInt() < 1) {
      mistakes.add(
          "'count' is %s; it must be a number from 1, or left out for all"
              .formatted(found(body, "count")));
      return null;
    }
    return value.asInt();
  }

  private static String found(JsonNode body, String name) {
    return body.has(name) ? "%.80s".formatted(body.path(name)) : "missing";
  }
}
