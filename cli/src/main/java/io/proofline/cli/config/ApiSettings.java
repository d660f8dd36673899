package io.proofline.cli.config;

import io.proofline.schemas.PersonKey;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.PhotoShelterProperties;
import io.proofline.workers.photoshelter.PhotoShelterV3Client;
import io.proofline.workers.ziflow.ZiflowClient;
import io.proofline.workers.ziflow.ZiflowProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The workers' settings of both APIs, for commands that call the APIs directly. */
public record ApiSettings(ZiflowProperties ziflow, PhotoShelterProperties photoshelter) {

  private static final String PREFIX = "proofline.workers.";
  private static final String CONFIG_TREE = "configtree:";

  /** These clients look up no person, so they don't need the services' person key. */
  private static final PersonKey UNUSED_PERSON_KEY = new PersonKey("no person is named here");

  /**
   * Binds settings that are given by full name.
   *
   * @throws IllegalArgumentException if a setting is missing or invalid
   */
  public static ApiSettings of(Map<String, String> settings) {
    return from(new Binder(new MapConfigurationPropertySource(settings)));
  }

  /**
   * Binds variables such as {@code PROOFLINE_WORKERS_ZIFLOW_API_KEY}, and from the files of the
   * directory that {@code SPRING_CONFIG_IMPORT=configtree:…} names, as the services read them.
   *
   * @throws IllegalArgumentException if a setting is missing or invalid
   */
  public static ApiSettings fromEnvironment(Map<String, String> environment) {
    var sources = new MutablePropertySources();
    sources.addLast(
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(environment)));
    secretFiles(environment).ifPresent(sources::addLast);
    return from(new Binder(ConfigurationPropertySources.from(sources)));
  }

  private static Optional<PropertySource<?>> secretFiles(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("SPRING_CONFIG_IMPORT"))
        .filter(place -> place.startsWith(CONFIG_TREE))
        .map(place -> Path.of(place.substring(CONFIG_TREE.length())))
        .filter(Files::isDirectory)
        .map(directory ->
            new ConfigTreePropertySource(
                "files", directory, ConfigTreePropertySource.Option.AUTO_TRIM_TRAILING_NEW_LINE));
  }

  /** A Ziflow client that looks up no person; the caller closes it. */
  public ZiflowClient ziflowClient() {
    return new ZiflowClient(ziflow, UNUSED_PERSON_KEY);
  }

  /** A client of PhotoShelter's API v4; the caller closes it. */
  public PhotoShelterClient libraryClient() {
    return new PhotoShelterClient(photoshelter);
  }

  /** A client of PhotoShelter's API v3; the caller closes it. */
  public PhotoShelterV3Client libraryV3() {
    return new PhotoShelterV3Client(photoshelter);
  }

  private static ApiSettings from(Binder binder) {
    return new ApiSettings(
        bind(binder, "ziflow", ZiflowProperties.class),
        bind(binder, "photoshelter", PhotoShelterProperties.class));
  }

  private static <T> T bind(Binder binder, String name, Class<T> type) {
    try {
      return binder.bindOrCreate(PREFIX + name, type);
    } catch (BindException e) {
      throw new IllegalArgumentException(
          "The setting %s is missing or wrong: %s".formatted(e.getName(), RootCause.messageOf(e)));
    }
  }
}
