package io.proofline.cli;

import io.proofline.cli.config.ServiceAddresses;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;

/** Which processor is asked, and what opens its door. */
final class ProcessorOptions {

  /** The environment variable that holds the token. */
  static final String TOKEN = "PROOFLINE_DOOR_TOKEN";

  private static final URI DEFAULT = URI.create("http://localhost:8082");

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--door",
      paramLabel = "URL",
      description = "The processor's HTTP door; http://localhost:8082 unless said otherwise.")
  @Nullable URI door;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Holds the door's token; without it, the environment variable " + TOKEN + ".")
  @Nullable Path tokenFile;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory of a running Proofline: its door and token are taken.")
  @Nullable Path data;

  /** The door, which nobody has knocked at yet. */
  ProcessorClient open() {
    var demo = data == null ? null : demo(data);
    var at = door != null ? door : demo != null ? demo.processor() : DEFAULT;
    if (at.getHost() == null) {
      throw wrong("--door must be an address such as %s, not %s".formatted(DEFAULT, at), null);
    }
    return new ProcessorClient(at, token(demo));
  }

  private String token(@Nullable ServiceAddresses demo) {
    var token = tokenFile != null ? read(tokenFile) : System.getenv(TOKEN);
    if (tokenFile == null && demo != null) {
      token = demo.secrets().doorToken();
    }
    if (token == null || token.isBlank()) {
      throw wrong(
          "What opens the door? Set %s to the processor's 'door-token', or say --token-file FILE,"
                  .formatted(TOKEN)
              + " or --data DIR of what was started with up or demo.",
          null);
    }
    return token.strip();
  }

  private String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw wrong("Can't read %s: %s".formatted(file, e), e);
    }
  }

  private ServiceAddresses demo(Path directory) {
    try {
      return ServiceAddresses.read(directory);
    } catch (JacksonException e) {
      throw wrong(
          "Nothing has written addresses.json in %s: start Proofline on it with proofline up, or proofline demo --data %s"
              .formatted(directory, directory),
          e);
    }
  }

  private ParameterException wrong(String message, @Nullable Exception cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }
}
