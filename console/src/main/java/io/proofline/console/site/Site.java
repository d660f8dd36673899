package io.proofline.console.site;

import gg.jte.models.runtime.JteModel;
import io.proofline.console.ConsoleProperties;
import io.proofline.console.page.Layout;
import io.proofline.console.page.Section;
import io.proofline.console.page.Viewer;
import io.proofline.console.page.When;
import io.proofline.console.readmodel.ReadModelIncompleteException;
import io.proofline.console.readmodel.ReadModels;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Surrounds each page with its layout, and answers with it. */
@Component
public final class Site {

  /** Attribute of a call: the person who makes it. */
  public static final String VIEWER = Site.class.getName() + ".viewer";

  private static final String ZONE_COOKIE = "proofline_zone";
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  private final ReadModels readModels;
  private final StaticFiles files;
  private final InstantSource clock;
  private final @Nullable String sandbox;

  Site(
      ReadModels readModels, StaticFiles files, InstantSource clock, ConsoleProperties properties) {
    this.readModels = readModels;
    this.files = files;
    this.clock = clock;
    this.sandbox = properties.sandboxUrl().isEmpty() ? null : properties.sandboxUrl();
  }

  /** The layout of a page. */
  public Layout layout(ServerWebExchange exchange, String title, @Nullable Section section) {
    var viewer = viewer(exchange).orElse(null);
    return new Layout(
        title,
        section,
        viewer,
        when(exchange),
        files.addresses(),
        viewer == null ? 0 : waiting(),
        readModels.asOf().orElse(null),
        readModels.building().map(progress -> progress.describe()).orElse(null),
        sandbox,
        0);
  }

  /** The person who makes a call; empty before the sign-in. */
  public static Optional<Viewer> viewer(ServerWebExchange exchange) {
    return Optional.ofNullable(exchange.getAttribute(VIEWER));
  }

  /** Words for times in the zone of the browser, which its script has stored in a cookie. */
  public When when(ServerWebExchange exchange) {
    return new When(clock.instant(), zone(exchange));
  }

  private static ZoneId zone(ServerWebExchange exchange) {
    var cookie = exchange.getRequest().getCookies().getFirst(ZONE_COOKIE);
    try {
      return cookie == null
          ? ZoneOffset.UTC
          : ZoneId.of(URLDecoder.decode(cookie.getValue(), StandardCharsets.UTF_8));
    } catch (DateTimeException | IllegalArgumentException _) {
      return ZoneOffset.UTC;
    }
  }

  /** A page must also be shown while the number is not known. */
  private int waiting() {
    try {
      return readModels
          .reader()
          .sql("SELECT count(*) FROM review WHERE waits < 'nobody' OR waits > 'nobody'")
          .query(Integer.class)
          .single();
    } catch (ReadModelIncompleteException | DataAccessException _) {
      return 0;
    }
  }

  /** Answers with a page. */
  public static ResponseEntity<String> page(JteModel page) {
    return page(HttpStatus.OK, page);
  }

  /** Answers with a page, and a status. */
  public static ResponseEntity<String> page(HttpStatus status, JteModel page) {
    return ResponseEntity.status(status).contentType(HTML).body(page.render());
  }

  /** Whether the same page can be asked for again; a form is not sent twice. */
  static boolean isRepeatable(ServerWebExchange exchange) {
    return exchange.getRequest().getMethod().equals(HttpMethod.GET);
  }

  /** What a person can do while the database or Kafka is away. */
  static String outage(ServerWebExchange exchange) {
    return isRepeatable(exchange)
        ? "Nothing was changed. This page tries again by itself; the log of the console has the"
            + " cause."
        : "It is not known whether anything was changed. Look at the page before, and send it"
            + " again if it was not; the log of the console has the cause.";
  }

  /** Answers with a page outside of a controller. */
  public static Mono<Void> write(
      ServerWebExchange exchange, HttpStatus status, Supplier<JteModel> page) {
    return Mono.fromCallable(() -> page.get().render())
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(text -> {
          var response = exchange.getResponse();
          response.setStatusCode(status);
          response.getHeaders().setContentType(HTML);
          return response.writeWith(
              Mono.just(response.bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8))));
        });
  }

  /** Sends the browser to another page after a form. */
  public static ResponseEntity<String> redirect(String path) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
  }

  /** The fields of the form that was sent; they were read with its token. */
  public static MultiValueMap<String, String> form(ServerWebExchange exchange) {
    return Optional.ofNullable(exchange.getFormData().block()).orElseGet(LinkedMultiValueMap::new);
  }

  /** A field of the form without outer blanks; empty if it is missing. */
  public static String field(MultiValueMap<String, String> form, String name) {
    var text = form.getFirst(name);
    return text == null ? "" : text.strip();
  }
}
