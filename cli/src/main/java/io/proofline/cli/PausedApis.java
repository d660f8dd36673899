package io.proofline.cli;

import io.proofline.api.ApiPath;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The APIs that the workers can't call at present. */
final class PausedApis {

  /** The workers' name of each API's health, and the API's name. */
  private static final Map<String, String> APIS =
      Map.of("ziflowLane", "Ziflow", "photoshelterLane", "PhotoShelter");

  /** The API's word in the management API, and its name. */
  private static final Map<String, String> WORDS =
      Map.of("ziflow", "Ziflow", "photoshelter", "PhotoShelter");

  /** Kinds of commands that call Ziflow alone. */
  private static final Set<String> OF_ZIFLOW =
      Set.of("read_proof", "update_stages", "delete_proof");

  /** Kinds of commands that need both APIs, or either. */
  private static final Set<String> OF_BOTH =
      Set.of("create_proof", "ensure_container", "file_final");

  private final List<PausedApi> all;

  private PausedApis(List<PausedApi> all) {
    this.all = all;
  }

  /**
   * An API that is not called.
   *
   * @param since when its circuit breaker opened; null if the workers do not say
   */
  record PausedApi(String name, String cause, @Nullable Instant since) {

    /** The API and the time since when it is paused. */
    String headline(Instant now) {
      return since == null
          ? "%s is paused".formatted(name)
          : "%s is paused since %s (%s)"
              .formatted(name, since, TerminalText.duration(Duration.between(since, now)));
    }

    String nextStep() {
      return "No command is lost; they go on once %s answers. To check its key and address: proofline doctor"
          .formatted(name);
    }
  }

  /** Asks the console; an older one, which has no such call, reports nothing. */
  static PausedApis ask(ConsoleClient console) {
    var answer = console.find(ApiPath.of("apis"));
    return new PausedApis(
        answer.stream()
            .flatMap(found -> found.path("apis").valueStream())
            .filter(api -> api.path("reason").isString())
            .map(api ->
                new PausedApi(
                    WORDS.getOrDefault(
                        TerminalText.text(api, "api"), TerminalText.text(api, "api")),
                    TerminalText.text(api, "reason"),
                    time(api, "since")))
            .toList());
  }

  /** Asks the workers; those that do not answer report nothing. */
  static PausedApis ask(List<URI> workers) {
    var found = new LinkedHashMap<String, PausedApi>();
    for (var worker : workers) {
      var parts = ServiceHealth.components(worker);
      APIS.forEach((part, name) ->
          paused(name, parts.path(part)).ifPresent(paused -> found.putIfAbsent(name, paused)));
    }
    return new PausedApis(new ArrayList<>(found.values()));
  }

  private static Optional<PausedApi> paused(String name, JsonNode part) {
    var details = part.path("details");
    return part.path("status").asString("").equals("DOWN")
        ? Optional.of(
            new PausedApi(
                name,
                details.path("cause").asString("no cause is known"),
                time(details, "open_since")))
        : Optional.empty();
  }

  private static @Nullable Instant time(JsonNode object, String field) {
    try {
      return Instant.parse(object.path(field).asString(""));
    } catch (DateTimeException _) {
      return null;
    }
  }

  /** All of them, in the order of their names. */
  List<PausedApi> all() {
    return all.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
  }

  /** Those that an open command of one of these kinds needs. */
  List<PausedApi> neededBy(List<String> kinds) {
    return all().stream()
        .filter(paused -> kinds.stream().anyMatch(kind -> needs(kind, paused.name())))
        .toList();
  }

  private static boolean needs(String kind, String api) {
    return OF_BOTH.contains(kind) || OF_ZIFLOW.contains(kind) == api.equals("Ziflow");
  }
}
