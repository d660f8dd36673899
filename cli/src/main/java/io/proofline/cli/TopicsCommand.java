package io.proofline.cli;

import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.TopicCreator;
import io.proofline.schemas.Topics;
import java.util.HashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Topics on a cluster; standalone makes its own. */
@Command(
    name = "topics",
    description = "Makes the topics of an installation on a cluster.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class TopicsCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Command(
      name = "create",
      description = "Makes the topics that are missing, and leaves the others as they are.",
      mixinStandardHelpOptions = true)
  int create(
      @Mixin KafkaOptions cluster,
      @Option(
              names = "--partitions",
              defaultValue = "8",
              paramLabel = "N",
              description = "Partitions of each topic, for good; ${DEFAULT-VALUE} unless said.")
          int partitions,
      @Option(
              names = "--replication",
              defaultValue = "-1",
              paramLabel = "N",
              description = "Copies of each topic; the broker's default unless said.")
          short replication) {
    var topics = Topics.of(cluster.prefix, partitions, new InMemorySchemaRegistry());
    var settings = new HashMap<String, Object>(cluster.clientSettings());
    settings.put("bootstrap.servers", cluster.bootstrap);
    TopicCreator.create(topics, settings, replication);
    spec.commandLine()
        .getOut()
        .println(
            "%d topics with prefix '%s' are there.".formatted(topics.all().size(), cluster.prefix));
    return 0;
  }
}
