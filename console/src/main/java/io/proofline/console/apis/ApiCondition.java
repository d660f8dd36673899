package io.proofline.console.apis;

import io.proofline.console.apis.ReportedApi.Circuit;
import io.proofline.console.readmodel.ApiWork.Api;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The state of an API over all instances of the workers. Its circuit breaker is that of the
 * instance that lets the fewest calls through; budgets are sums.
 *
 * @param reports of the instances that run, by id; empty if none reports
 */
record ApiCondition(Api api, List<ReportedApi> reports) {

  private static final List<String> SUMS =
      List.of(
          "calls_allowed",
          "calls_made",
          "calls_left",
          "calls_waiting",
          "in_flight",
          "max_in_flight");

  ApiCondition {
    reports = List.copyOf(reports);
  }

  /** The word of the circuit breaker's state; empty if no instance reports. */
  Optional<String> circuitBreaker() {
    return worst().map(each -> each.circuit().name().toLowerCase(Locale.ROOT));
  }

  /** Whether calls wait, all of them or those of one part. */
  boolean isTroubled() {
    return reports.stream()
        .anyMatch(each -> each.reason() != null && each.circuit() != Circuit.UNKNOWN);
  }

  /** When the first circuit breaker opened; null if all are closed. */
  @Nullable Instant since() {
    return reports.stream()
        .map(ReportedApi::since)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Why calls wait; null if none do. */
  @Nullable String reason() {
    return worst().map(ReportedApi::reason).orElse(null);
  }

  boolean refusesCredentials() {
    return reports.stream().anyMatch(ReportedApi::refusesCredentials);
  }

  /** A sentence for people; null if there is nothing to say. */
  @Nullable String text() {
    var name = name();
    if (reports.isEmpty()) {
      return "No worker reports the state of " + name;
    }
    var reason = reason();
    if (reason == null) {
      return null;
    }
    var since = since();
    var begin = since == null ? "" : " since " + since;
    return switch (worst().orElseThrow().circuit()) {
      case UNKNOWN -> "No worker calls %s: %s".formatted(name, reason);
      case CLOSED -> "%s is called, with a problem: %s".formatted(name, reason);
      case HALF_OPEN, OPEN ->
          refusesCredentials()
              ? "%s refuses our credentials%s: %s".formatted(name, begin, reason)
              : "%s can't be used%s: %s".formatted(name, begin, reason);
    };
  }

  /** What a person can do; null if there is nothing to do. */
  @Nullable String nextStep() {
    if (text() == null) {
      return null;
    }
    if (reports.isEmpty() || worst().orElseThrow().circuit() == Circuit.UNKNOWN) {
      return "No command is lost. To see which services run: proofline health";
    }
    return refusesCredentials()
        ? "Give the workers credentials that %s accepts; no command is lost. To check them: proofline doctor"
            .formatted(name())
        : "No command is lost; they go on once %s answers. To check its key and address: proofline doctor"
            .formatted(name());
  }

  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("api", api.word());
    json.put("circuit_breaker", circuitBreaker().orElse(null));
    var since = since();
    json.put("since", since == null ? null : since.toString());
    json.put("reason", reason());
    json.put("refuses_credentials", refusesCredentials());
    json.put("text", text());
    json.put("next_step", nextStep());
    var instances = reports.stream().map(ReportedApi::json).toList();
    SUMS.forEach(field ->
        json.put(field, instances.stream().mapToLong(each -> each.path(field).asLong(0)).sum()));
    json.putArray("instances").addAll(instances);
    return json;
  }

  /** The report of the instance that lets the fewest calls through; of those, one with a cause. */
  private Optional<ReportedApi> worst() {
    return reports.stream()
        .max(
            Comparator.comparing(ReportedApi::circuit)
                .thenComparing(ReportedApi::refusesCredentials)
                .thenComparing(each -> each.reason() != null));
  }

  private String name() {
    return switch (api) {
      case ZIFLOW -> "Ziflow";
      case PHOTOSHELTER -> "PhotoShelter";
    };
  }
}
