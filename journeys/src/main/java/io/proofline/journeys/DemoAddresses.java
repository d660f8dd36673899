package io.proofline.journeys;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Addresses and credentials of a running demo, as in the file {@code addresses.json}.
 *
 * @param sandbox root of the simulators' pages
 * @param account name of the installation
 * @param kafka {@code host:port}
 * @param health health endpoint of each service, by its name
 */
public record DemoAddresses(
    URI gateway,
    URI ziflow,
    URI photoshelter,
    URI registry,
    URI sandbox,
    URI ziflowApi,
    @JsonProperty("photoshelter_v3") URI photoshelterV3,
    @JsonProperty("photoshelter_v4") URI photoshelterV4,
    URI processor,
    URI console,
    URI files,
    String kafka,
    String account,
    Map<String, URI> health,
    Keys secrets) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /**
   * Credentials of the demo's services, generated for this demo.
   *
   * @param webhookKey signs Ziflow's deliveries
   * @param libraryHookSecret signs calls of the library hook
   * @param consoleToken administrator's token of the management API
   */
  public record Keys(
      String ziflowApiKey,
      @JsonProperty("photoshelter_v3_key") String photoshelterV3Key,
      @JsonProperty("photoshelter_v4_key") String photoshelterV4Key,
      String photoshelterEmail,
      String photoshelterPassword,
      String organizationId,
      String webhookKey,
      String libraryHookSecret,
      String consoleToken) {

    /** Hides all values. */
    @Override
    public String toString() {
      return "Keys[***]";
    }
  }

  /** Reads the file that a running demo wrote. */
  public static DemoAddresses read(Path file) {
    return JSON.readValue(file, DemoAddresses.class);
  }

  /**
   * Returns the file's content. It holds secrets: only the owner may have read access to the file.
   */
  public byte[] toJson() {
    return JSON.writeValueAsBytes(this);
  }
}
