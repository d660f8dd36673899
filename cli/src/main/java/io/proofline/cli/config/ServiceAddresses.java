package io.proofline.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Addresses of the services of a running installation: the part of {@code addresses.json} that
 * {@code up} and {@code demo} have in common.
 *
 * @param processor address of the stream processor's health, metrics and diagnosis
 * @param console address of the management API, without its path
 * @param kafka {@code host:port}
 * @param health address of each running service's health, by the service's name
 * @param config absolute path of the file that {@code up} was started with; null for a demo, whose
 *     file is {@code up.yaml} in its data directory
 */
public record ServiceAddresses(
    URI processor,
    URI console,
    URI files,
    URI registry,
    String kafka,
    String account,
    Map<String, URI> health,
    ServiceTokens secrets,
    @Nullable String config) {

  private static final String FILE = "addresses.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /**
   * Bearer tokens.
   *
   * @param consoleToken of the management API, with the role administrator
   */
  public record ServiceTokens(String consoleToken) {
    /** Hides the tokens. */
    @Override
    public String toString() {
      return "ServiceTokens[***]";
    }
  }

  /**
   * Reads the file that an installation wrote into its data directory.
   *
   * @throws tools.jackson.core.JacksonException if there is no such file
   */
  public static ServiceAddresses read(Path dataDirectory) {
    return JSON.readValue(dataDirectory.resolve(FILE), ServiceAddresses.class);
  }

  public void write(Path file) {
    PrivateFile.write(file, JSON.writeValueAsBytes(this));
  }
}
