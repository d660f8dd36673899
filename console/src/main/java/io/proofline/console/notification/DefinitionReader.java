package io.proofline.console.notification;

import io.proofline.console.notification.Subscription.Definition;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.JsonBody;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the definition of a subscription from a body. */
final class DefinitionReader {

  private static final Set<String> FIELDS =
      Set.of("name", "url", "kinds", "rule", "collection", "asset");
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_URL = 2_000;

  private final boolean allowsHttp;
  private final EventCatalogue catalogue;

  DefinitionReader(NotificationSettings settings, EventCatalogue catalogue) {
    this.allowsHttp = settings.allowHttp();
    this.catalogue = catalogue;
  }

  /** The fields of a definition, and others. */
  static Set<String> fields(String... others) {
    var all = new HashSet<>(FIELDS);
    all.addAll(Arrays.asList(others));
    return all;
  }

  /**
   * The definition in a body.
   *
   * @throws ApiException that names the field and the allowed values
   */
  Definition read(JsonBody body) {
    return new Definition(
        body.text("name", LONGEST_NAME),
        url(body.text("url", LONGEST_URL)),
        new EventFilter(
            kinds(body),
            body.optionalText("rule", LONGEST_TEXT),
            body.optionalText("collection", LONGEST_TEXT),
            body.optionalText("asset", LONGEST_TEXT)));
  }

  private List<String> kinds(JsonBody body) {
    var given = body.node().path("kinds");
    if (given.isMissingNode() || given.isNull()) {
      return List.of();
    }
    if (!given.isArray()) {
      throw ApiException.invalid("'kinds' must be a list of kinds of events");
    }
    var kinds = given.valueStream().map(each -> each.asString("")).distinct().toList();
    kinds.stream()
        .filter(each -> !catalogue.kinds().contains(each))
        .findFirst()
        .ifPresent(unknown -> {
          throw ApiException.invalid(
              "'kinds' has '%.80s', which is no kind of event; GET /api/v1/event-kinds lists all"
                  .formatted(unknown));
        });
    return kinds;
  }

  private URI url(String text) {
    var url = parsed(text);
    if (url == null
        || url.getHost() == null
        || url.getUserInfo() != null
        || url.getFragment() != null) {
      throw ApiException.invalid(
          "'url' must be an address such as https://example.org/hook, without a password");
    }
    return switch (url.getScheme().toLowerCase(Locale.ROOT)) {
      case "https" -> url;
      case "http" -> {
        if (!allowsHttp && !isLoopback(url.getHost())) {
          throw ApiException.invalid("'url' must begin with https://");
        }
        yield url;
      }
      default -> throw ApiException.invalid("'url' must begin with https://");
    };
  }

  private static @Nullable URI parsed(String text) {
    try {
      return new URI(text).parseServerAuthority();
    } catch (URISyntaxException _) {
      return null;
    }
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.\\d{1,3}){3}");
  }
}
