package io.proofline.cli;

import io.proofline.cli.ServiceHealth.UnhealthyPart;
import java.io.PrintWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the health of each service. */
@Command(
    name = "health",
    description =
        "Shows whether each service is up, and what to do about one that is not. Exits 0 if all are"
            + " up, else 1.",
    mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {

  @Mixin InstallationOptions installation = new InstallationOptions();

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
        textTable.row(
            health.service(),
            unhealthyPart.isRestoring() ? "restoring" : "DOWN",
            unhealthyPart.part(),
            unhealthyPart.cause());
        remedies.put(health.service() + ", " + unhealthyPart.part(), remedy(unhealthyPart));
      }
    }
    textTable.print(out());
    if (!remedies.isEmpty()) {
      out().printf("%nWhat to do:%n");
      remedies.forEach((where, what) ->
          out().println(PasteableCommands.complete(spec, "  %s: %s".formatted(where, what))));
    }
    out().flush();
    return up ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private Map<String, URI> services() {
    var found = named.isEmpty() ? installation.find() : installation.named();
    var services = new LinkedHashMap<String, URI>();
    found.ifPresent(one -> services.putAll(one.addresses().health()));
    services.putAll(named);
    if (services.isEmpty()) {
      throw installation.notFound("--service NAME=URL of a service");
    }
    return services;
  }

  private static String remedy(UnhealthyPart unhealthyPart) {
    if (unhealthyPart.isRestoring()) {
      return "Nothing is lost, and nothing is to be done: it is up once its state is restored. To"
          + " ask again: proofline health";
    }
    return switch (unhealthyPart.part()) {
      case "door" -> "If it does not run, start it; its log has the cause.";
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
