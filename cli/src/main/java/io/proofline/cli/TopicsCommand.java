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

/** Creates topics on a cluster; {@code up} and {@code demo} create their own. */
@Command(
    name = "topics",
    description = "Creates the topics of an installation on a cluster.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class TopicsCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Command(
      name = "create",
      description = "Creates the missing topics, and leaves the others unchanged.",
      mixinStandardHelpOptions = true)
  int create(
      @Mixin InstallationOptions installation,
      @Mixin KafkaOptions cluster,
      @Option(
              names = "--partitions",
              defaultValue = "8",
              paramLabel = "N",
              description =
                  "Partitions of each topic, which can't be changed later. Default: ${DEFAULT-VALUE}.")
          int partitions,
      @Option(
              names = "--replication",
              defaultValue = "-1",
              paramLabel = "N",
              description = "Replicas of each topic. Default: that of the broker.")
          short replication) {
    var found = cluster.bootstrap == null ? installation.find() : installation.named();
    var broker = cluster.bootstrap(installation, found);
    var topics = Topics.of(cluster.prefix, partitions, new InMemorySchemaRegistry());
    var settings = new HashMap<String, Object>(cluster.clientSettings());
    settings.put("bootstrap.servers", broker);
    TopicCreator.create(topics, settings, replication);
    spec.commandLine()
        .getOut()
        .println(
            "%d topics with prefix '%s' exist.".formatted(topics.all().size(), cluster.prefix));
    return 0;
  }
}
