package io.proofline.console.notification;

import io.proofline.console.notification.Subscription.Definition;
import io.proofline.console.notification.Subscription.Format;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.JsonBody;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the definition of a subscription from a body. */
final class DefinitionReader {

  private static final Set<String> FIELDS =
      Set.of("name", "url", "format", "kinds", "rule", "collection", "asset");
  private static final String MAILTO = "mailto:";
  private static final Pattern MAIL_ADDRESS =
      Pattern.compile("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,253}");
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_URL = 2_000;

  private final boolean allowsHttp;
  private final boolean sendsMail;
  private final EventCatalogue catalogue;

  DefinitionReader(NotificationSettings settings, EventCatalogue catalogue) {
    this.allowsHttp = settings.allowHttp();
    this.sendsMail = settings.mail().isEnabled();
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
    var text = body.text("url", LONGEST_URL);
    var format = format(body.optionalText("format", LONGEST_TEXT), isMail(text));
    return new Definition(
        body.text("name", LONGEST_NAME),
        format == Format.MAIL ? mailAddress(text) : url(text),
        new EventFilter(
            kinds(body),
            body.optionalText("rule", LONGEST_TEXT),
            body.optionalText("collection", LONGEST_TEXT),
            body.optionalText("asset", LONGEST_TEXT)),
        format);
  }

  private static boolean isMail(String url) {
    return url.regionMatches(true, 0, MAILTO, 0, MAILTO.length());
  }

  /** An address of mail has one form. */
  private static Format format(@Nullable String word, boolean isMail) {
    if (word == null) {
      return isMail ? Format.MAIL : Format.STANDARD_WEBHOOKS;
    }
    return Arrays.stream(Format.values())
        .filter(each -> each.word().equals(word) && isMail == (each == Format.MAIL))
        .findFirst()
        .orElseThrow(() ->
            ApiException.invalid(
                "'format' is '%.80s'; allowed is %s"
                    .formatted(
                        word,
                        isMail
                            ? "mail for this address"
                            : "standard_webhooks or slack, or mail for an address that begins with"
                                + " mailto:")));
  }

  private URI mailAddress(String text) {
    if (!sendsMail) {
      throw ApiException.invalid(
          "'url' begins with mailto:, but no mail server is set:"
              + " proofline.console.notifications.mail.host");
    }
    var address = text.substring(MAILTO.length());
    if (!MAIL_ADDRESS.matcher(address).matches()) {
      throw ApiException.invalid(
          "'url' must have one address, such as mailto:desk@example.org, and nothing else");
    }
    return URI.create(MAILTO + address);
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
