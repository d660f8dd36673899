package io.proofline.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the services of a running installation are: the part of {@code addresses.json} that every
 * installation has.
 *
 * @param processor its HTTP door
 * @param health of each service that runs, by its name
 */
public record ServiceAddresses(
    URI processor,
    URI files,
    URI registry,
    String kafka,
    String account,
    Map<String, URI> health,
    ProcessorToken secrets) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** What opens the processor's door. */
  public record ProcessorToken(String doorToken) {
    /** Shows none. */
    @Override
    public String toString() {
      return "Key[***]";
    }
  }

  /** What an installation wrote, a demo's too. */
  public static ServiceAddresses read(Path directory) {
    return JSON.readValue(directory.resolve("addresses.json"), ServiceAddresses.class);
  }

  public void write(Path file) {
    PrivateFile.write(file, JSON.writeValueAsBytes(this));
  }
}
