package io.proofline.console.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Addresses of other services that a page may link. */
final class OutsideLink {

  private static final Pattern SECRET =
      Pattern.compile("(?i)(?:^|[?&#_;-])(?:token|session|sid|auth|key|api_?key|password|sig)=");

  private OutsideLink() {}

  /**
   * The address, if it is one of the web that signs nobody in; else empty. A session or a token in
   * an address would reach the history of browsers and other people.
   */
  static String of(String address) {
    try {
      var uri = new URI(address);
      boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      var parts = "?%s#%s".formatted(uri.getRawQuery(), uri.getRawFragment());
      return isWeb
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && !SECRET.matcher(parts).find()
          ? address
          : "";
    } catch (URISyntaxException _) {
      return "";
    }
  }
}
