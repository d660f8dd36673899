package io.proofline.cli;

import io.proofline.api.ApiPath;
import io.proofline.schemas.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Erases a person's name, address and comments. */
@Command(
    name = "erase",
    description =
        "Erases a person's name, address and comments, and lists when each is deleted and which"
            + " data is kept.",
    mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {

  private static final int MAX_ROUNDS = 20;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final String UNTIL_RULES_CHANGE = ", until rules without it are pushed";

  @Parameters(paramLabel = "EMAIL", description = "The person's address.")
  String email = "";

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

  @Option(names = "--dry-run", description = "Lists what it would erase, and erases nothing.")
  boolean dryRun;

  @Option(names = "--yes", description = "Erases without asking.")
  boolean yes;

  @Mixin JsonOption json = new JsonOption();

  @Spec CommandSpec spec = CommandSpec.create();

  private final InputStream in;

  EraseCommand() {
    this(System.in);
  }

  EraseCommand(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() throws IOException {
    var erasures = ApiPath.of("people", "erasures");
    try (var client = console.open(installation)) {
      var found = client.post(erasures, Map.of("email", email, "dry_run", true));
      if (dryRun && json.print(found)) {
        return ExitCode.OK;
      }
      if (!json.json) {
        printPersonData(found);
      }
      if (dryRun) {
        return ExitCode.OK;
      }
      if (!yes && !confirm()) {
        out().println("Nothing was erased.");
        return ExitCode.SOFTWARE;
      }
      var erasure = client.post(erasures, Map.of("email", email));
      if (!json.print(erasure)) {
        out().println(describeErasure(client, erasure));
      }
      return ExitCode.OK;
    }
  }

  private String describeErasure(ConsoleClient client, JsonNode erasure) {
    var id = TerminalText.text(erasure, "person_id");
    return isErased(client, id)
        ? "Erased. The texts of comments are emptied as soon as each service reads this."
        : "The erasure of person %s is recorded, and not carried out yet. To see which services run: proofline health"
            .formatted(id);
  }

  /** Waits until the console has read the erasure, ten seconds at most. */
  private static boolean isErased(ConsoleClient client, String id) {
    for (int i = 0; i < MAX_ROUNDS; i++) {
      var person = client.find(ApiPath.of("people", id));
      if (person.filter(known -> known.path("person").path("erased_at").isString()).isPresent()) {
        return true;
      }
      if (!pause()) {
        return false;
      }
    }
    return false;
  }

  private void printPersonData(JsonNode found) {
    out().println(describePerson(found));
    out()
        .printf(
            "%nGone for every reader at once; from Kafka's disks after about %d days, when the next"
                + " record is written:%n",
            Topics.ERASED_WITHIN.toDays());
    out().println("  name and address in 'people'");
    out()
        .printf(
            "  the texts of comments in 'comments': %d%n",
            found.path("person").path("comments").asInt(0));
    var days = Topics.LONG_RETENTION.toDays();
    out().printf("Gone in %d days, by %s:%n", days, today().plusDays(days + 1));
    out().println("  webhooks as received, with names, addresses and comments ('signals.*')");
    out().println("  requests, with the address and the reasons of who made them ('requests')");
    out().println("Stays:");
    out()
        .println(
            "  the id in facts, reviews and the audit trail, which keep decisions without a name");
    found
        .path("teams")
        .forEach(team ->
            out().println("  the address, in team " + team.asString("") + UNTIL_RULES_CHANGE));
    int olderRules = found.path("older_rules").asInt(0);
    if (olderRules > 0) {
      out()
          .println(
              "  the address, in rules that are no longer in force: %d versions"
                  .formatted(olderRules));
    }
    out().println("Erase the person in Ziflow and PhotoShelter too.");
  }

  private String describePerson(JsonNode found) {
    var person = found.path("person");
    var id = TerminalText.text(found, "person_id");
    if (!person.isObject()) {
      return "Proofline has not seen the address %s; it would be person %s.".formatted(email, id);
    }
    return person.path("erased_at").isString()
        ? "%s is person %s, erased at %s."
            .formatted(email, id, TerminalText.text(person, "erased_at"))
        : "%s is person %s, known as %s.".formatted(email, id, person.path("name").asString(email));
  }

  private boolean confirm() throws IOException {
    out().printf("%nErase %s? This can't be undone. [y/N] ", email);
    out().flush();
    var answer = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
    return answer != null && ConfirmationOptions.isYes(answer);
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
