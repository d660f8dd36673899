package io.proofline.console.picture;

import io.proofline.schemas.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where pictures come from, and how many are kept.
 *
 * @param workersUrl address of the workers, which hold the sessions of the API; empty for no
 *     pictures
 * @param token that the workers ask for; null without pictures
 * @param directory holds the pictures that were fetched
 * @param largestSize largest sum of their sizes
 * @param parallel most calls to the workers at one time
 * @param longestWait how long a page waits for a picture before it shows a placeholder
 */
public record PictureSettings(
    @DefaultValue("") String workersUrl,
    @Nullable Secret token,
    @DefaultValue("console/pictures") Path directory,
    @DefaultValue("1GB") DataSize largestSize,
    @DefaultValue("4") int parallel,
    @DefaultValue("3s") Duration longestWait) {

  public PictureSettings {
    if (!workersUrl.isEmpty()) {
      if (!workersUrl.matches("https?://\\S+[^/]")) {
        throw new IllegalArgumentException(
            "proofline.console.pictures.workers-url (%s) must begin with http:// or https://, and not end with a slash"
                .formatted(workersUrl));
      }
      token = Secret.required("proofline.console.pictures.token", token);
    }
    if (parallel < 1) {
      throw new IllegalArgumentException(
          "proofline.console.pictures.parallel (%d) must be 1 or more".formatted(parallel));
    }
  }
}
