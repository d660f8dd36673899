package io.proofline.console;

import io.proofline.schemas.KafkaConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A console in a process of its own, which a test can kill. */
public final class ConsoleProcess {

  private ConsoleProcess() {}

  /**
   * Starts a console with an SQLite database.
   *
   * @param directory of the database and the log
   * @param settings further ones, such as {@code rules-name=…}
   */
  public static Process start(KafkaConnection kafka, Path directory, List<String> settings)
      throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ConsoleApplication.class.getName(),
                "--proofline.console.account=demo",
                "--proofline.console.port=0",
                "--proofline.console.admin-token=" + ConsoleInstance.ADMIN_TOKEN,
                "--proofline.console.person-key=0123456789abcdef",
                "--proofline.console.database.directory=" + directory,
                "--proofline.console.kafka.bootstrap=" + kafka.bootstrap(),
                "--proofline.console.kafka.registry=" + kafka.registryAddresses(),
                "--proofline.console.kafka.prefix=" + kafka.prefix(),
                "--proofline.console.kafka.partitions=" + kafka.partitions()));
    settings.forEach(setting -> command.add("--proofline.console." + setting));
    var log = directory.resolve("console.log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }
}
