package io.proofline.sandbox.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/**
 * Faults on one door: the next calls that match go wrong as told, and any call may go wrong by
 * {@link Chance}, as may events, searches and sessions where the door has them.
 */
public final class Faults {
  /** A status that is no status: the connection is cut instead of an answer. */
  public static final int CUT = 0;

  private static final String WAS_CUT = "fault-was-cut";
  private static final String PENDING = "fault-after-applying";
  private static final String BEFALLEN = "fault-by-chance";

  /**
   * What goes wrong.
   *
   * @param method the method, or {@code *}
   * @param path a regular expression that the whole path matches
   * @param status the status to answer with, {@link #CUT}, or null to answer rightly but late
   * @param retryAfter seconds for {@code Retry-After}; none when null
   * @param delayMillis wait before the answer
   * @param afterApplying whether the call takes effect first
   * @param times how many calls are hit
   */
  public record Fault(
      String method,
      String path,
      @Nullable Integer status,
      @Nullable Integer retryAfter,
      int delayMillis,
      boolean afterApplying,
      int times) {
    boolean hits(Context call) {
      return (method.equals("*") || method.equals(call.method().name()))
          && call.path().matches(path);
    }

    Fault once() {
      return new Fault(method, path, status, retryAfter, delayMillis, afterApplying, times - 1);
    }
  }

  private final Set<Chance.Target> targets;
  private volatile Consumer<Context> sessionEnd = _ -> {};
  private final List<Fault> waiting = new ArrayList<>();
  private final List<Chance> chances = new ArrayList<>();

  /**
   * @param targets what there is behind this door that can go wrong by chance
   */
  public Faults(Set<Chance.Target> targets) {
    this.targets = Set.copyOf(targets);
  }

  /** Who ends the session of a call. */
  public void onSessionExpiry(Consumer<Context> end) {
    sessionEnd = end;
  }

  /** Takes effect for handlers that are added later, so add it first. */
  public void addTo(JavalinConfig config) {
    config.routes.before(this::before);
    config.routes.after(Faults::after);
  }

  public synchronized void add(Fault fault) {
    waiting.add(fault);
  }

  public synchronized List<Fault> waiting() {
    return List.copyOf(waiting);
  }

  /**
   * Stands until all is cleared.
   *
   * @throws IllegalArgumentException where there is nothing of the kind that it strikes
   */
  public synchronized void add(Chance chance) {
    if (!targets.contains(chance.kind().target())) {
      throw new IllegalArgumentException("this side has no " + chance.kind().word());
    }
    chances.add(chance);
  }

  public synchronized List<Chance> chances() {
    return List.copyOf(chances);
  }

  public synchronized void clear() {
    waiting.clear();
    chances.clear();
  }

  /** What befalls an event of that action on its way, if anything does. */
  public Optional<Chance> befalling(String action) {
    return at(Chance.Target.EVENT).filter(chance -> chance.strikes(action)).findFirst();
  }

  /** How much older the next search's answer is. */
  Duration searchLag() {
    return at(Chance.Target.SEARCH)
        .filter(Chance::strikes)
        .map(Chance::delay)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  boolean mayLag() {
    return at(Chance.Target.SEARCH).findAny().isPresent();
  }

  private Stream<Chance> at(Chance.Target target) {
    return chances().stream().filter(chance -> chance.isAt(target));
  }

  private void before(Context call) throws InterruptedException {
    if (at(Chance.Target.SESSION).anyMatch(chance -> chance.strikes(call))) {
      sessionEnd.accept(call);
    }
    var fault = take(call);
    if (fault.isEmpty()) {
      befall(call);
      return;
    }
    Thread.sleep(Duration.ofMillis(fault.get().delayMillis()));
    if (fault.get().afterApplying()) {
      call.attribute(PENDING, fault.get());
    } else if (fault.get().status() != null) {
      answer(call, fault.get());
      call.skipRemainingHandlers();
    }
  }

  /** The first chance that strikes decides; those behind it are not drawn for this call. */
  private void befall(Context call) throws InterruptedException {
    var struck = at(Chance.Target.CALL).filter(chance -> chance.strikes(call)).findFirst();
    if (struck.isEmpty()) {
      return;
    }
    var chance = struck.get();
    switch (chance.kind()) {
      case LATENCY -> Thread.sleep(chance.delay());
      case THROTTLED, ERROR_BEFORE -> {
        answer(call, chance.status(), chance.retryAfter());
        call.skipRemainingHandlers();
      }
      default -> call.attribute(BEFALLEN, chance);
    }
  }

  private static void after(Context call) throws IOException, InterruptedException {
    Optional.<Fault>ofNullable(call.attribute(PENDING)).ifPresent(fault -> answer(call, fault));
    Chance chance = call.attribute(BEFALLEN);
    if (chance == null) {
      return;
    }
    switch (chance.kind()) {
      case ERROR_AFTER -> answer(call, chance.status(), chance.retryAfter());
      case DROPPED -> cut(call);
      case HALF_BODY -> {
        Bodies.half(call);
        cut(call);
      }
      case SLOW_BODY -> Bodies.slow(call, chance.delay());
      default -> throw new IllegalStateException(chance.kind().word());
    }
  }

  private synchronized Optional<Fault> take(Context call) {
    for (var i = 0; i < waiting.size(); i++) {
      var fault = waiting.get(i);
      if (fault.hits(call)) {
        if (fault.times() > 1) {
          waiting.set(i, fault.once());
        } else {
          waiting.remove(i);
        }
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  private static void answer(Context call, Fault fault) {
    var status = fault.status();
    if (status == null) {
      return;
    }
    if (status == CUT) {
      cut(call);
      return;
    }
    answer(call, status, fault.retryAfter());
  }

  private static void answer(Context call, int status, @Nullable Integer retryAfter) {
    if (retryAfter != null) {
      call.header("Retry-After", retryAfter.toString());
    }
    call.status(status).contentType("application/json").result(Json.write(body(status)));
  }

  /** A body in which both services' clients find what they look for. */
  private static Object body(int status) {
    var message = "A fault on demand";
    var id = status == 429 ? "TooManyRequestsException" : "SandboxFaultException";
    var error =
        Json.object(
            "id", id, "status", String.valueOf(status), "title", message, "message", message);
    return Json.object("message", message, "errors", List.of(error));
  }

  /** Whether the connection was cut instead of an answer. */
  public static boolean wasCut(Context call) {
    return call.attribute(WAS_CUT) != null;
  }

  private static void cut(Context call) {
    call.attribute(WAS_CUT, true);
    var request = ServletContextRequest.getServletContextRequest(call.req());
    request.getConnectionMetaData().getConnection().getEndPoint().close();
  }
}
