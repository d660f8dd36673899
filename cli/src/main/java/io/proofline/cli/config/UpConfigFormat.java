package io.proofline.cli.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/** Format of a key's value in a file for {@code up}. */
enum UpConfigFormat {
  ACCOUNT("lower-case letters, digits and hyphens, 31 at most"),
  PATH("a path"),
  ADDRESS("an address without a query, such as https://hooks.example.com"),
  PORT("a port, 1 to 65535"),
  FIRST_PORT("the first of eleven ports, 1024 to 65000"),
  HOST("an address of this machine, such as 127.0.0.1 or 0.0.0.0"),
  TIME("a duration, such as 60s or 5m"),
  TEXT("a text"),
  SECRET(SecretReference.ALLOWED);

  private final String description;

  UpConfigFormat(String allowed) {
    this.description = allowed;
  }

  String description() {
    return description;
  }

  boolean isValid(String text) {
    return switch (this) {
      case ACCOUNT -> text.matches("[a-z0-9][a-z0-9-]{0,30}");
      case PATH -> isPath(text);
      case ADDRESS -> isAddress(text);
      case PORT -> isNumber(text, 1, 65_535);
      case FIRST_PORT -> isNumber(text, 1024, 65_000);
      case HOST -> text.matches("[\\w.:-]+");
      case TIME -> isTime(text);
      case TEXT -> !text.isBlank();
      case SECRET -> true; // a missing secret is reported when it is resolved
    };
  }

  private static boolean isNumber(String text, int least, int most) {
    return text.matches("\\d{1,9}")
        && Integer.parseInt(text) >= least
        && Integer.parseInt(text) <= most;
  }

  private static boolean isPath(String text) {
    try {
      return !Path.of(text).toString().isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isAddress(String text) {
    try {
      var uri = new URI(text);
      return uri.getHost() != null
          && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getRawQuery() == null
          && !text.endsWith("/");
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isTime(String text) {
    try {
      return DurationStyle.detectAndParse(text).compareTo(Duration.ZERO) > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
