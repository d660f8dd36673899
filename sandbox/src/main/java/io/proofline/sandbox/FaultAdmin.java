package io.proofline.sandbox;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.web.FaultInjector;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RandomFault;
import io.proofline.sandbox.web.RequestInput;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Sets, lists and clears the faults of both simulators, over HTTP for tests and on a page for
 * people.
 */
final class FaultAdmin {
  private final Map<String, FaultInjector> simulators;
  private final PageRenderer pageRenderer;

  FaultAdmin(FaultInjector photoshelter, FaultInjector ziflow, PageRenderer pageRenderer) {
    this.simulators = Map.of("photoshelter", photoshelter, "ziflow", ziflow);
    this.pageRenderer = pageRenderer;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/admin/faults/{side}", call -> PageRenderer.sendJson(call, listed(faults(call))));
    routes.post("/admin/faults/{side}", this::add);
    routes.delete("/admin/faults/{side}", call -> faults(call).clear());
    routes.get("/faults", call -> pageRenderer.render(call, "Faults", "faults", model()));
    routes.post("/faults", this::addByForm);
    routes.post("/faults/clear", this::clear);
  }

  private void add(Context call) {
    var given = RequestInput.json(call);
    if (!given.has("kind")) {
      faults(call).add(fault(given));
      call.status(204);
      return;
    }
    try {
      faults(call).add(RandomFault.of(given));
      call.status(204);
    } catch (IllegalArgumentException e) {
      pageRenderer.renderProblem(call, 400, String.valueOf(e.getMessage()));
    }
  }

  private static FaultInjector.ScriptedFault fault(JsonNode given) {
    return new FaultInjector.ScriptedFault(
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
      side(RequestInput.text(call, "side").orElse(""))
          .add(RandomFault.of(Json.toTree(RequestInput.body(call))));
      PageRenderer.redirect(call, "/faults");
    } catch (IllegalArgumentException e) {
      pageRenderer.renderProblem(call, 400, String.valueOf(e.getMessage()));
    }
  }

  private void clear(Context call) {
    simulators.values().forEach(FaultInjector::clear);
    PageRenderer.redirect(call, "/faults");
  }

  private Map<String, @Nullable Object> model() {
    var rows =
        simulators.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(side -> rows(side.getKey(), side.getValue()))
            .toList();
    var groups = Arrays.stream(RandomFault.Target.values()).map(FaultAdmin::group).toList();
    return Json.object("faults", rows, "any", !rows.isEmpty(), "groups", groups);
  }

  private static Map<String, @Nullable Object> group(RandomFault.Target target) {
    var kinds =
        Arrays.stream(RandomFault.Kind.values())
            .filter(kind -> kind.target() == target)
            .map(RandomFault.Kind::word)
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

  private static Stream<Map<String, @Nullable Object>> rows(
      String side, FaultInjector faultInjector) {
    var scripted = faultInjector.scriptedFaults().stream().map(each -> row(side, each));
    var random = faultInjector.randomFaults().stream().map(each -> row(side, each));
    return Stream.concat(scripted, random);
  }

  private static Map<String, @Nullable Object> row(
      String side, FaultInjector.ScriptedFault scriptedFault) {
    return Json.object(
        "side",
        side,
        "what",
        scriptedFault.status() == null ? "delayed" : "answers " + scriptedFault.status(),
        "call",
        scriptedFault.method() + " " + scriptedFault.path(),
        "often",
        "the next %d calls".formatted(scriptedFault.times()));
  }

  private static Map<String, @Nullable Object> row(String side, RandomFault randomFault) {
    var shown = randomFault.toJson();
    return Json.object(
        "side", side,
        "what", shown.get("kind"),
        "call", "%s %s".formatted(shown.get("method"), shown.get("path")),
        "often", "probability %s, seed %s".formatted(shown.get("probability"), shown.get("seed")));
  }

  private static List<?> listed(FaultInjector faultInjector) {
    return Stream.<Object>concat(
            faultInjector.scriptedFaults().stream(),
            faultInjector.randomFaults().stream().map(RandomFault::toJson))
        .toList();
  }

  private FaultInjector faults(Context call) {
    return side(call.pathParam("side"));
  }

  private FaultInjector side(String name) {
    if (!simulators.containsKey(name)) {
      throw new NotFoundResponse("Name photoshelter or ziflow in the path");
    }
    return Objects.requireNonNull(simulators.get(name));
  }
}
