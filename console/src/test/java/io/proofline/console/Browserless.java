package io.proofline.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks for pages and sends their forms as a browser without JavaScript does. */
public final class Browserless implements AutoCloseable {

  private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]+)\"");

  private final URI origin;
  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

  public Browserless(URI origin) {
    this.origin = origin;
  }

  /** A browser that has signed in with a token. */
  public static Browserless signedIn(URI origin, String token) {
    var browser = new Browserless(origin);
    browser.signIn(Map.of("token", token));
    return browser;
  }

  public HttpResponse<String> signIn(Map<String, String> fields) {
    return post("/sign-in", "/sign-in", fields);
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(origin.resolve(path)).GET());
  }

  /** Sends a form that is on a page, with that page's token. */
  public HttpResponse<String> post(String page, String action, Map<String, String> fields) {
    return post(action, fields, tokenOf(page));
  }

  public HttpResponse<String> post(String action, Map<String, String> fields, String token) {
    return send(form(action, fields, token));
  }

  /** The bytes of a download. */
  public byte[] postForFile(String page, String action, Map<String, String> fields) {
    return send(form(action, fields, tokenOf(page)), BodyHandlers.ofByteArray()).body();
  }

  private HttpRequest.Builder form(String action, Map<String, String> fields, String token) {
    var form =
        fields.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&", "", "&csrf=" + token));
    return HttpRequest.newBuilder(origin.resolve(action))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  public String tokenOf(String page) {
    var found = TOKEN.matcher(get(page).body());
    return found.find() ? found.group(1) : "none";
  }

  public List<HttpCookie> cookies() {
    return cookies.getCookieStore().getCookies();
  }

  /** Takes the cookies of another browser. */
  public void take(Browserless other) {
    other.cookies().forEach(cookie -> cookies.getCookieStore().add(origin, cookie));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
    try {
      return client.send(request.build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
