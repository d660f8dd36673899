package io.proofline.sandbox;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.web.Chance;
import io.proofline.sandbox.web.Faults;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Faults are set, listed and cleared here: over an address for tests, and on a page. */
final class FaultsAdmin {
  private final Map<String, Faults> sides;
  private final Site site;

  FaultsAdmin(Faults photoshelter, Faults ziflow, Site site) {
    this.sides = Map.of("photoshelter", photoshelter, "ziflow", ziflow);
    this.site = site;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/admin/faults/{side}", call -> Site.json(call, listed(faults(call))));
    routes.post("/admin/faults/{side}", this::add);
    routes.delete("/admin/faults/{side}", call -> faults(call).clear());
    routes.get("/faults", call -> site.show(call, "Faults", "faults", model()));
    routes.post("/faults", this::addByForm);
    routes.post("/faults/clear", this::clear);
  }

  private void add(Context call) {
    var given = Input.json(call);
    if (!given.has("kind")) {
      faults(call).add(fault(given));
      call.status(204);
      return;
    }
    try {
      faults(call).add(Chance.of(given));
      call.status(204);
    } catch (IllegalArgumentException e) {
      site.problem(call, 400, String.valueOf(e.getMessage()));
    }
  }

  private static Faults.Fault fault(JsonNode given) {
    return new Faults.Fault(
        given.path("method").asString("*"),
        given.path("path").asString(".*"),
        given.path("status").isInt() ? given.path("status").asInt() : null,
        given.path("retry_after").isInt() ? given.path("retry_after").asInt() : null,
        given.path("delay_millis").asInt(0),
        given.path("after_applying").asBoolean(false),
        given.path("times").asInt(1));
  }

  private void addByForm(Context call) {
    try {
      side(Input.text(call, "side").orElse("")).add(Chance.of(Json.toTree(Input.body(call))));
      Site.goTo(call, "/faults");
    } catch (IllegalArgumentException e) {
      site.problem(call, 400, String.valueOf(e.getMessage()));
    }
  }

  private void clear(Context call) {
    sides.values().forEach(Faults::clear);
    Site.goTo(call, "/faults");
  }

  private Map<String, @Nullable Object> model() {
    var rows =
        sides.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(side -> rows(side.getKey(), side.getValue()))
            .toList();
    var groups = Arrays.stream(Chance.Target.values()).map(FaultsAdmin::group).toList();
    return Json.object("faults", rows, "any", !rows.isEmpty(), "groups", groups);
  }

  private static Map<String, @Nullable Object> group(Chance.Target target) {
    var kinds =
        Arrays.stream(Chance.Kind.values())
            .filter(kind -> kind.target() == target)
            .map(Chance.Kind::word)
            .toList();
    var name =
        switch (target) {
          case CALL -> "calls";
          case EVENT -> "webhooks of ziflow";
          case SEARCH -> "searches and lists";
          case SESSION -> "sessions of photoshelter";
        };
    return Json.object("name", name, "kinds", kinds);
  }

  private static Stream<Map<String, @Nullable Object>> rows(String side, Faults faults) {
    var once = faults.waiting().stream().map(each -> row(side, each));
    var standing = faults.chances().stream().map(each -> row(side, each));
    return Stream.concat(once, standing);
  }

  private static Map<String, @Nullable Object> row(String side, Faults.Fault fault) {
    return Json.object(
        "side",
        side,
        "what",
        fault.status() == null ? "late" : "answers " + fault.status(),
        "call",
        fault.method() + " " + fault.path(),
        "often",
        "the next %d".formatted(fault.times()));
  }

  private static Map<String, @Nullable Object> row(String side, Chance chance) {
    var shown = chance.shown();
    return Json.object(
        "side", side,
        "what", shown.get("kind"),
        "call", "%s %s".formatted(shown.get("method"), shown.get("path")),
        "often", "probability %s, seed %s".formatted(shown.get("probability"), shown.get("seed")));
  }

  private static List<?> listed(Faults faults) {
    return Stream.<Object>concat(
            faults.waiting().stream(), faults.chances().stream().map(Chance::shown))
        .toList();
  }

  private Faults faults(Context call) {
    return side(call.pathParam("side"));
  }

  private Faults side(String name) {
    if (!sides.containsKey(name)) {
      throw new NotFoundResponse("faults are those of photoshelter or of ziflow");
    }
    return Objects.requireNonNull(sides.get(name));
  }
}
