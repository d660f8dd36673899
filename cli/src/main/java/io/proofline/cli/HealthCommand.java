package io.proofline.cli;

import io.proofline.api.ApiPath;
import io.proofline.cli.ServiceHealth.UnhealthyPart;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows the health of each service, and how current everything is. */
@Command(
    name = "health",
    description =
        "Shows whether each service is up, what to do about one that is not, and how current the"
            + " console's answers are. Exits 0 if all are up, else 1.",
    mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {

  /** The times that the console reports, and their wording. */
  private static final SortedMap<String, String> FRESHNESS =
      new TreeMap<>(
          Map.of(
              "as_of", "answers are complete up to",
              "last_decision", "last decision",
              "last_poll", "last poll of the library",
              "last_webhook", "last webhook of Ziflow",
              "oldest_open_command", "oldest open command"));

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

  @Mixin JsonOption json = new JsonOption();

  @Option(
      names = "--service",
      paramLabel = "NAME=URL",
      description =
          "Name of a service and address of its health, such as"
              + " workers=http://workers:8083/actuator/health. Repeat it for several services.")
  Map<String, URI> named = new LinkedHashMap<>();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var all =
        services().entrySet().stream()
            .map(service -> ServiceHealth.ask(service.getKey(), service.getValue()))
            .toList();
    var freshness = isConsoleUp(all) ? freshness() : Optional.<JsonNode>empty();
    if (!json.print(asJson(all, freshness))) {
      print(all);
      freshness.ifPresent(this::printFreshness);
    }
    out().flush();
    return all.stream().allMatch(ServiceHealth::isUp) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void print(List<ServiceHealth> all) {
    var textTable = new TextTable("SERVICE", "STATUS", "PART", "CAUSE");
    var remedies = new LinkedHashMap<String, String>();
    for (var health : all) {
      if (health.isUp()) {
        textTable.row(health.service(), "up", "", "");
      }
      for (var part : health.unhealthyParts()) {
        textTable.row(health.service(), status(part), part.part(), part.cause());
        remedies.put(health.service() + ", " + part.part(), remedy(part));
      }
    }
    textTable.print(out());
    if (!remedies.isEmpty()) {
      out().printf("%nWhat to do:%n");
      remedies.forEach((where, what) ->
          out().println(PasteableCommands.complete(spec, "  %s: %s".formatted(where, what))));
    }
  }

  private void printFreshness(JsonNode freshness) {
    var now = Instant.now();
    out().println();
    FRESHNESS.forEach((field, words) -> {
      var time = freshness.path(field).asString("");
      out()
          .println(
              "  %-27s %s"
                  .formatted(
                      words,
                      time.isEmpty()
                          ? "none yet"
                          : "%s (%s ago)"
                              .formatted(time, TerminalText.age(freshness, field, now))));
    });
    if (freshness.path("rebuild").isString()) {
      out().println("  the read model is rebuilt: " + TerminalText.text(freshness, "rebuild"));
    }
  }

  private static boolean isConsoleUp(List<ServiceHealth> all) {
    return all.stream().anyMatch(one -> one.service().equals("console") && one.isUp());
  }

  /** Nothing if the console refuses the question. */
  private Optional<JsonNode> freshness() {
    try (var client = console.open(installation)) {
      return Optional.of(client.get(ApiPath.of("freshness")));
    } catch (ConsoleClientException | ParameterException e) {
      spec.commandLine()
          .getErr()
          .println(
              PasteableCommands.complete(
                  spec, "How current everything is, is not known. " + e.getMessage()));
      return Optional.empty();
    }
  }

  private static Map<String, Object> asJson(List<ServiceHealth> all, Optional<JsonNode> freshness) {
    var services = new ArrayList<Map<String, Object>>();
    for (var health : all) {
      services.add(
          Map.of(
              "service",
              health.service(),
              "is_up",
              health.isUp(),
              "parts",
              health.unhealthyParts().stream()
                  .map(part ->
                      Map.of(
                          "part",
                          part.part(),
                          "status",
                          status(part).toLowerCase(Locale.ROOT),
                          "cause",
                          part.cause()))
                  .toList()));
    }
    var answer = new TreeMap<String, Object>(Map.of("services", services));
    freshness.ifPresent(known -> answer.put("freshness", known));
    return answer;
  }

  private Map<String, URI> services() {
    var explicit = !named.isEmpty() || console.console != null;
    var found = explicit ? installation.named() : installation.find();
    var services = new LinkedHashMap<String, URI>();
    found.ifPresent(one -> services.putAll(one.addresses().health()));
    services.putAll(named);
    if (services.isEmpty()) {
      services.put("console", consoleHealth());
    }
    return services;
  }

  private URI consoleHealth() {
    return URI.create(console.address(installation) + "/actuator/health");
  }

  private static String status(UnhealthyPart part) {
    return part.isRestoring() ? "restoring" : "DOWN";
  }

  private static String remedy(UnhealthyPart unhealthyPart) {
    if (unhealthyPart.isRestoring()) {
      return "Nothing is lost, and nothing is to be done: it is up once its state is restored. To"
          + " ask again: proofline health";
    }
    return switch (unhealthyPart.part()) {
      case ServiceHealth.UNREACHABLE -> "If it does not run, start it; its log has the cause.";
      case "ziflowLane" ->
          "Commands wait; none is lost. To check Ziflow and its key: proofline doctor";
      case "photoshelterLane" ->
          "Commands wait; none is lost. To check PhotoShelter and the credentials: proofline"
              + " doctor";
      case "libraryPoller" -> "The next poll may succeed. If it does not: proofline doctor";
      case "diskSpace" -> "Free space on the disk of the data directory.";
      default -> "Check Kafka, the schema registry and the service's log.";
    };
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
