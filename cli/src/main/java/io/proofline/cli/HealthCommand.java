package io.proofline.cli;

import io.proofline.cli.ServiceHealth.UnhealthyPart;
import io.proofline.cli.config.ServiceAddresses;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;

/** Asks the services how they are. */
@Command(
    name = "health",
    description =
        "Asks the services how they are, and says what to do about what is not up. Exits 0 when all"
            + " are up, else 1.",
    mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory of a running Proofline: all its services are asked.")
  @Nullable Path data;

  @Option(
      names = "--service",
      paramLabel = "NAME=URL",
      description =
          "A service and the address of its health, such as"
              + " workers=http://workers:8083/actuator/health; several times for several.")
  Map<String, URI> named = new LinkedHashMap<>();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var textTable = new TextTable("SERVICE", "STATUS", "PART", "CAUSE");
    var remedies = new LinkedHashMap<String, String>();
    boolean up = true;
    for (var service : services().entrySet()) {
      var health = ServiceHealth.ask(service.getKey(), service.getValue());
      up &= health.isUp();
      if (health.isUp()) {
        textTable.row(health.service(), "up", "", "");
      }
      for (var unhealthyPart : health.unhealthyParts()) {
        textTable.row(health.service(), "DOWN", unhealthyPart.part(), unhealthyPart.cause());
        remedies.put(health.service() + ", " + unhealthyPart.part(), remedy(unhealthyPart));
      }
    }
    textTable.print(out());
    if (!remedies.isEmpty()) {
      out().printf("%nWhat to do:%n");
      remedies.forEach((where, what) -> out().printf("  %s: %s%n", where, what));
    }
    out().flush();
    return up ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private Map<String, URI> services() {
    var services =
        new LinkedHashMap<>(data == null ? Map.<String, URI>of() : runningServices(data));
    services.putAll(named);
    if (services.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Who is asked? Say --data DIR, or --service NAME=URL.");
    }
    return services;
  }

  private Map<String, URI> runningServices(Path directory) {
    try {
      return ServiceAddresses.read(directory).health();
    } catch (JacksonException e) {
      throw new ParameterException(
          spec.commandLine(),
          "Nothing has written addresses.json in %s: start Proofline on it first."
              .formatted(directory),
          e);
    }
  }

  private static String remedy(UnhealthyPart unhealthyPart) {
    return switch (unhealthyPart.part()) {
      case "door" -> "Is it running? Start it; its log says why it ended.";
      case "ziflowLane" -> "Nothing is lost. See Ziflow's status and our key: proofline doctor";
      case "photoshelterLane" ->
          "Nothing is lost. See PhotoShelter's status and our credentials: proofline doctor";
      case "libraryPoller" -> "It goes on by itself with its next turn; if not: proofline doctor";
      case "diskSpace" -> "Make room on the disk of the data directory.";
      default -> "See Kafka and the registry, and the service's log.";
    };
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
