package io.proofline.cli;

import io.proofline.cli.audit.PersonErasure;
import io.proofline.cli.audit.PersonErasure.PersonData;
import io.proofline.cli.topic.CompleteTopicReader;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
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

/** Erases a person's name, address and comments. */
@Command(
    name = "erase",
    description =
        "Erases a person's name, address and comments, and lists when each is deleted and which"
            + " data is kept.",
    mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {

  private static final String VARIABLE = "PROOFLINE_PERSON_KEY";

  @Parameters(paramLabel = "EMAIL", description = "The person's address.")
  String email = "";

  @Option(
      names = "--person-key-file",
      paramLabel = "FILE",
      description =
          "File with the key that makes ids of people (the services' person-key). Default: that of"
              + " the installation, else the environment variable "
              + VARIABLE
              + ".")
  @Nullable Path personKeyFile;

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ClusterOptions cluster = new ClusterOptions();

  @Option(names = "--yes", description = "Erases without asking.")
  boolean yes;

  @Mixin PersonOptions person = new PersonOptions();

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
    var kafka = cluster.connection(installation);
    try (var schemas = kafka.openRegistry()) {
      var reader = new CompleteTopicReader(kafka, spec.commandLine().getErr()::println);
      var topics = kafka.topics(schemas);
      printPersonData(new PersonErasure(reader, topics, key).findPersonData(email));
      if (!yes && !confirm()) {
        out().println("Nothing was erased.");
        return ExitCode.SOFTWARE;
      }
      PersonErasure.erase(
          kafka, topics, key.idOf(email).orElseThrow(), Instant.now(), person.email);
      out().println("Erased. The stream processor empties the comments as soon as it reads this.");
      return ExitCode.OK;
    }
  }

  private void printPersonData(PersonData personData) {
    out().println(describePerson(personData));
    out()
        .printf(
            "%nGone for every reader at once; from Kafka's disks after about %d days, when the next"
                + " record is written:%n",
            Topics.ERASED_WITHIN.toDays());
    out().println("  name and address in 'people'");
    out().println("  the texts of comments in 'comments': %d".formatted(personData.notes()));
    var days = Topics.LONG_RETENTION.toDays();
    out().printf("Gone in %d days, by %s:%n", days, today().plusDays(days + 1));
    out().println("  webhooks as received, with names, addresses and comments ('signals.*')");
    out().println("  requests, with the address and the reasons of who made them ('requests')");
    out().println("Stays:");
    out()
        .println(
            "  the id in facts, reviews and the audit trail, which keep decisions without a name");
    personData
        .teams()
        .forEach(team -> out().println("  the address, in team " + team + UNTIL_RULES_CHANGE));
    if (personData.olderRules() > 0) {
      out()
          .println(
              "  the address, in rules that are no longer in force: %d versions"
                  .formatted(personData.olderRules()));
    }
    out().println("Erase the person in Ziflow and PhotoShelter too.");
  }

  private static final String UNTIL_RULES_CHANGE = ", until rules without it are pushed";

  private String describePerson(PersonData personData) {
    var person = personData.person();
    if (person == null) {
      return "Proofline has not seen the address %s; it would be person %s."
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
    out().printf("%nErase %s? This can't be undone. [y/N] ", email);
    out().flush();
    var answer = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
    return answer != null && ConfirmationOptions.isYes(answer);
  }

  private PersonKey key() {
    try {
      return new PersonKey(keyText().strip());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "%s; name the services' person-key with --person-key-file FILE, or set %s."
              .formatted(e.getMessage(), VARIABLE));
    }
  }

  private String keyText() {
    if (personKeyFile != null) {
      return InputFile.read(spec, personKeyFile);
    }
    var inEnvironment = Optional.ofNullable(environment.get(VARIABLE));
    var found = inEnvironment.isPresent() ? installation.named() : installation.find();
    return found.flatMap(Installation::personKey).or(() -> inEnvironment).orElse("");
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
