package io.proofline.standalone;

import io.proofline.schemas.PersonKey;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.PhotoShelterProperties;
import io.proofline.workers.photoshelter.PhotoShelterV3;
import io.proofline.workers.ziflow.ZiflowClient;
import io.proofline.workers.ziflow.ZiflowProperties;
import java.util.Map;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** How the two APIs are asked, by settings of the workers: for commands that ask them directly. */
public record Partners(ZiflowProperties ziflow, PhotoShelterProperties photoshelter) {

  private static final String PREFIX = "proofline.workers.";

  /** A command that names no person needs no key that the services have. */
  private static final PersonKey NOBODY = new PersonKey("no person is named here");

  /**
   * From settings by full name.
   *
   * @throws IllegalArgumentException when something is missing or wrong
   */
  public static Partners of(Map<String, String> settings) {
    return from(new Binder(new MapConfigurationPropertySource(settings)));
  }

  /**
   * From variables such as {@code PROOFLINE_WORKERS_ZIFLOW_API_KEY}.
   *
   * @throws IllegalArgumentException when something is missing or wrong
   */
  public static Partners fromEnvironment() {
    return from(Binder.get(new StandardEnvironment()));
  }

  /** A client of Ziflow that is asked about nobody; whoever takes it closes it. */
  public ZiflowClient ziflowClient() {
    return new ZiflowClient(ziflow, NOBODY);
  }

  /** A client of PhotoShelter's v4; whoever takes it closes it. */
  public PhotoShelterClient libraryClient() {
    return new PhotoShelterClient(photoshelter);
  }

  /** A client of PhotoShelter's v3; whoever takes it closes it. */
  public PhotoShelterV3 libraryV3() {
    return new PhotoShelterV3(photoshelter);
  }

  private static Partners from(Binder binder) {
    return new Partners(
        bound(binder, "ziflow", ZiflowProperties.class),
        bound(binder, "photoshelter", PhotoShelterProperties.class));
  }

  private static <T> T bound(Binder binder, String name, Class<T> type) {
    try {
      return binder.bindOrCreate(PREFIX + name, type);
    } catch (BindException e) {
      throw new IllegalArgumentException(
          "The setting %s is missing or wrong: %s".formatted(e.getName(), Causes.deepest(e)));
    }
  }
}
