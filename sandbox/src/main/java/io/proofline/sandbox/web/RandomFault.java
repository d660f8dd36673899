package io.proofline.sandbox.web;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A fault that affects each matching call, event or search with a probability. Equal seeds affect
 * the same ones if they occur in the same order.
 */
public final class RandomFault {
  /** The kind of operation that a fault affects. */
  public enum Target {
    CALL,
    EVENT,
    SEARCH,
    SESSION
  }

  /** The kind of fault; the first three happen before the call takes effect. */
  public enum Kind {
    LATENCY(Target.CALL),
    THROTTLED(Target.CALL),
    ERROR_BEFORE(Target.CALL),
    ERROR_AFTER(Target.CALL),
    DROPPED(Target.CALL),
    HALF_BODY(Target.CALL),
    SLOW_BODY(Target.CALL),
    WEBHOOK_LOST(Target.EVENT),
    WEBHOOK_LATE(Target.EVENT),
    WEBHOOK_DOUBLED(Target.EVENT),
    WEBHOOK_REORDERED(Target.EVENT),
    SEARCH_LAG(Target.SEARCH),
    SESSION_EXPIRY(Target.SESSION);

    private final Target target;

    Kind(Target target) {
      this.target = target;
    }

    public Target target() {
      return target;
    }

    /** The name in the admin endpoint and on the page: {@code half_body}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }

  private final Kind kind;
  private final String method;
  private final Pattern path;
  private final double probability;
  private final long seed;
  private final int status;
  private final @Nullable Integer retryAfter;
  private final Duration delay;
  private final Random random;

  private RandomFault(Kind kind, JsonNode given) {
    this.kind = kind;
    this.method = RequestInput.text(given.path("method")).orElse("*");
    this.path = Pattern.compile(RequestInput.text(given.path("path")).orElse(".*"));
    this.probability = number(given, "probability", 1);
    this.seed = (long) number(given, "seed", 1);
    this.status = kind == Kind.THROTTLED ? 429 : (int) number(given, "status", 503);
    this.retryAfter =
        RequestInput.text(given.path("retry_after")).isPresent()
            ? (int) number(given, "retry_after", 0)
            : null;
    this.delay = Duration.ofMillis((long) number(given, "delay_millis", 1000));
    this.random = new Random(seed);
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability must be 0 to 1, not " + probability);
    }
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status must be 400 to 599, not " + status);
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay_millis must be 0 or more");
    }
  }

  /**
   * Reads a fault from the properties of an object or a form; all but the kind are optional.
   *
   * @throws IllegalArgumentException if a property is invalid; the message names it
   */
  public static RandomFault of(JsonNode given) {
    var word = given.path("kind").asString("");
    var kind =
        Kind.of(word).orElseThrow(() -> new IllegalArgumentException("there is no kind " + word));
    try {
      return new RandomFault(kind, given);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("path is not a regular expression: " + e.getMessage(), e);
    }
  }

  public Map<String, @Nullable Object> toJson() {
    return Json.object(
        "kind",
        kind.word(),
        "method",
        method,
        "path",
        path.pattern(),
        "probability",
        probability,
        "seed",
        seed,
        "status",
        status,
        "retry_after",
        retryAfter,
        "delay_millis",
        delay.toMillis());
  }

  /** Draws once for each call that matches. */
  boolean triggers(Context call) {
    return (method.equals("*") || method.equals(call.method().name())) && triggers(call.path());
  }

  /** Draws once for each path, or action of an event, that matches. */
  boolean triggers(String what) {
    return path.matcher(what).matches() && triggers();
  }

  /** Draws once. */
  boolean triggers() {
    return random.nextDouble() < probability;
  }

  boolean targets(Target target) {
    return kind.target() == target;
  }

  public Kind kind() {
    return kind;
  }

  int status() {
    return status;
  }

  @Nullable Integer retryAfter() {
    return retryAfter;
  }

  public Duration delay() {
    return delay;
  }

  /** A number, or its spelling in a form. */
  private static double number(JsonNode given, String name, double otherwise) {
    try {
      return RequestInput.text(given.path(name)).map(Double::parseDouble).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a number", e);
    }
  }
}
