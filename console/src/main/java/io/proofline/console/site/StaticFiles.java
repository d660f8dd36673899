package io.proofline.console.site;

import io.proofline.hash.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Style sheet, scripts and icon. Each address holds a hash of the content, so that a browser keeps
 * the file for a year and fetches a changed one at once.
 */
@Component
@RestController
public final class StaticFiles {

  private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
  private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=UTF-8");
  private static final MediaType ICON = MediaType.parseMediaType("image/svg+xml");
  private static final CacheControl FOR_A_YEAR =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
  private static final int HASH_LENGTH = 12;

  private final Map<String, StaticFile> files = new LinkedHashMap<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();

  StaticFiles() {
    add("style.css", "pages/style.css", STYLE);
    add("console.js", "pages/console.js", SCRIPT);
    add("htmx.js", webJar("htmx.org", "dist/htmx.min.js"), SCRIPT);
    add("icon.svg", "pages/icon.svg", ICON);
  }

  private record StaticFile(Resource content, MediaType type) {}

  /** The file of a WebJar, of the one version on the class path. */
  private static String webJar(String name, String file) {
    var properties = new Properties();
    try (var in =
        new ClassPathResource("META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(name))
            .getInputStream()) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "META-INF/resources/webjars/%s/%s/%s"
        .formatted(name, properties.getProperty("version"), file);
  }

  private void add(String name, String path, MediaType type) {
    try {
      var content = new ClassPathResource(path).getContentAsByteArray();
      var hash = Sha256.hex(content).substring(0, HASH_LENGTH);
      int dot = name.lastIndexOf('.');
      var file = "%s.%s%s".formatted(name.substring(0, dot), hash, name.substring(dot));
      files.put(file, new StaticFile(new ByteArrayResource(content), type));
      addresses.put(name, "/assets/" + file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of each file, by its name. */
  Map<String, String> addresses() {
    return Collections.unmodifiableMap(addresses);
  }

  @GetMapping("/assets/{file}")
  ResponseEntity<Resource> file(@PathVariable String file) {
    return Optional.ofNullable(files.get(file))
        .map(found ->
            ResponseEntity.ok()
                .cacheControl(FOR_A_YEAR)
                .contentType(found.type())
                .body(found.content()))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }
}
