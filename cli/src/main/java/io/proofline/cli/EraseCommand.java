package io.proofline.cli;

import io.proofline.cli.audit.CompleteTopicReader;
import io.proofline.cli.audit.PersonErasure;
import io.proofline.cli.audit.PersonErasure.PersonData;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Forgets who a person is. */
@Command(
    name = "erase",
    description =
        "Forgets a person's name, address and comments, and says what goes when and what stays.",
    mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {

  private static final String VARIABLE = "PROOFLINE_PERSON_KEY";

  @Parameters(paramLabel = "EMAIL", description = "The person's address.")
  String email = "";

  @Option(
      names = "--person-key-file",
      paramLabel = "FILE",
      description =
          "Holds the key that makes ids of people (person-key of the services); else "
              + VARIABLE
              + " holds it.")
  @Nullable Path personKeyFile;

  @Mixin KafkaOptions cluster = new KafkaOptions();

  @Option(
      names = "--registry",
      required = true,
      paramLabel = "URL",
      split = ",",
      description = "The schema registry, such as http://127.0.0.1:9104; several by comma.")
  List<URI> registry = List.of();

  @Option(names = "--yes", description = "Does not ask.")
  boolean yes;

  @Spec CommandSpec spec = CommandSpec.create();

  private final Map<String, String> environment;
  private final InputStream in;

  EraseCommand() {
    this(System.getenv(), System.in);
  }

  EraseCommand(Map<String, String> environment, InputStream in) {
    this.environment = environment;
    this.in = in;
  }

  @Override
  public Integer call() throws IOException {
    var key = key();
    var kafka = cluster.connection(registry);
    try (var schemas = kafka.openRegistry()) {
      var reader = new CompleteTopicReader(kafka, spec.commandLine().getErr()::println);
      var topics = kafka.topics(schemas);
      printPersonData(new PersonErasure(reader, topics, key).findPersonData(email));
      if (!yes && !confirm()) {
        out().println("Nothing was erased.");
        return ExitCode.SOFTWARE;
      }
      PersonErasure.erase(kafka, topics, key.idOf(email).orElseThrow(), Instant.now());
      out().println("Erased. The stream processor empties the comments as soon as it reads that.");
      return ExitCode.OK;
    }
  }

  private void printPersonData(PersonData personData) {
    out().println(describePerson(personData));
    out()
        .printf(
            "%nGone for every reader at once; from Kafka's disks after about %d days, with the next"
                + " record beside it:%n",
            Topics.ERASED_WITHIN.toDays());
    out().println("  the name and the address in 'people'");
    out().println("  the texts of comments in 'comments': %d".formatted(personData.notes()));
    var days = Topics.LONG_RETENTION.toDays();
    out().printf("Gone in %d days, by %s:%n", days, today().plusDays(days + 1));
    out().println("  webhooks as they came, with names, addresses and comments ('signals.*')");
    out().println("Stays:");
    out()
        .println("  the id, in facts, reviews and the audit trail: what it decided, not who it is");
    personData
        .teams()
        .forEach(team -> out().println("  the address, in team " + team + UNTIL_RULES_CHANGE));
    if (personData.olderRules() > 0) {
      out()
          .println(
              "  the address, in rules that are not in force any more: %d versions"
                  .formatted(personData.olderRules()));
    }
    out().println("What Ziflow and PhotoShelter keep is to be erased there.");
  }

  private static final String UNTIL_RULES_CHANGE = ", until rules without it are pushed";

  private String describePerson(PersonData personData) {
    var person = personData.person();
    if (person == null) {
      return "Nobody with the address %s was seen yet; it would be person %s."
          .formatted(email, personData.personId());
    }
    if (person.getErasedAt() != null) {
      return "%s is person %s, erased at %s."
          .formatted(email, personData.personId(), person.getErasedAt());
    }
    return "%s is person %s, known as %s."
        .formatted(
            email,
            personData.personId(),
            person.getName() == null ? person.getEmail() : person.getName());
  }

  private boolean confirm() throws IOException {
    out().printf("%nErase %s? There is no way back. [y/N] ", email);
    out().flush();
    var answer = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
    return answer != null && answer.strip().matches("(?i)y|yes");
  }

  private PersonKey key() {
    try {
      var text =
          personKeyFile == null
              ? environment.getOrDefault(VARIABLE, "")
              : Files.readString(personKeyFile);
      return new PersonKey(text.strip());
    } catch (IOException e) {
      throw wrongUse("Can't read %s.".formatted(personKeyFile));
    } catch (IllegalArgumentException e) {
      throw wrongUse(
          "%s; name the services' person-key with --person-key-file or %s."
              .formatted(e.getMessage(), VARIABLE));
    }
  }

  private ParameterException wrongUse(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
