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
 * Injects faults into one simulator: the next matching calls fail as scripted ({@link
 * ScriptedFault}), and any call, event, search or session may fail at random ({@link RandomFault}).
 */
public final class FaultInjector {
  /** The status that cuts the connection instead of answering. */
  public static final int CUT = 0;

  private static final String WAS_CUT = "fault-was-cut";
  private static final String FAULT_AFTER_APPLYING = "fault-after-applying";
  private static final String RANDOM_FAULT = "random-fault";

  /**
   * A fault for the next calls that match.
   *
   * @param method the method, or {@code *}
   * @param path a regular expression that the whole path matches
   * @param status the status to answer with, {@link #CUT}, or null for the correct answer after the
   *     delay
   * @param retryAfter seconds for {@code Retry-After}; none when null
   * @param delayMillis wait before the answer
   * @param afterApplying whether the call takes effect first
   * @param times the number of calls affected
   */
  public record ScriptedFault(
      String method,
      String path,
      @Nullable Integer status,
      @Nullable Integer retryAfter,
      int delayMillis,
      boolean afterApplying,
      int times) {
    boolean matches(Context call) {
      return (method.equals("*") || method.equals(call.method().name()))
          && call.path().matches(path);
    }

    ScriptedFault withOneUseLess() {
      return new ScriptedFault(
          method, path, status, retryAfter, delayMillis, afterApplying, times - 1);
    }
  }

  private final Set<RandomFault.Target> targets;
  private volatile Consumer<Context> onSessionExpiry = _ -> {};
  private final List<ScriptedFault> scriptedFaults = new ArrayList<>();
  private final List<RandomFault> randomFaults = new ArrayList<>();

  /**
   * Injects faults into requests for some targets.
   *
   * @param targets the targets that random faults can have in this simulator
   */
  public FaultInjector(Set<RandomFault.Target> targets) {
    this.targets = Set.copyOf(targets);
  }

  /** Sets the handler that ends the session of a call. */
  public void onSessionExpiry(Consumer<Context> end) {
    onSessionExpiry = end;
  }

  /**
   * Adds the faults to a server. They apply to handlers that are added later, so add them first.
   */
  public void addTo(JavalinConfig config) {
    config.routes.before(this::before);
    config.routes.after(FaultInjector::after);
  }

  public synchronized void add(ScriptedFault scriptedFault) {
    scriptedFaults.add(scriptedFault);
  }

  public synchronized List<ScriptedFault> scriptedFaults() {
    return List.copyOf(scriptedFaults);
  }

  /**
   * Adds a random fault, which stays active until all faults are cleared.
   *
   * @throws IllegalArgumentException if this simulator lacks the fault's target
   */
  public synchronized void add(RandomFault randomFault) {
    if (!targets.contains(randomFault.kind().target())) {
      throw new IllegalArgumentException("this simulator has no " + randomFault.kind().word());
    }
    randomFaults.add(randomFault);
  }

  public synchronized List<RandomFault> randomFaults() {
    return List.copyOf(randomFaults);
  }

  public synchronized void clear() {
    scriptedFaults.clear();
    randomFaults.clear();
  }

  /** The random fault for the next event of that action, if one triggers. */
  public Optional<RandomFault> nextEventFault(String action) {
    return faultsAt(RandomFault.Target.EVENT)
        .filter(randomFault -> randomFault.triggers(action))
        .findFirst();
  }

  /** The additional lag of the next search. */
  Duration searchLag() {
    return faultsAt(RandomFault.Target.SEARCH)
        .filter(RandomFault::triggers)
        .map(RandomFault::delay)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  boolean hasSearchFaults() {
    return faultsAt(RandomFault.Target.SEARCH).findAny().isPresent();
  }

  private Stream<RandomFault> faultsAt(RandomFault.Target target) {
    return randomFaults().stream().filter(randomFault -> randomFault.targets(target));
  }

  private void before(Context call) throws InterruptedException {
    if (faultsAt(RandomFault.Target.SESSION).anyMatch(randomFault -> randomFault.triggers(call))) {
      onSessionExpiry.accept(call);
    }
    var fault = takeScriptedFault(call);
    if (fault.isEmpty()) {
      applyRandomFault(call);
      return;
    }
    Thread.sleep(Duration.ofMillis(fault.get().delayMillis()));
    if (fault.get().afterApplying()) {
      call.attribute(FAULT_AFTER_APPLYING, fault.get());
    } else if (fault.get().status() != null) {
      answer(call, fault.get());
      call.skipRemainingHandlers();
    }
  }

  /** The first fault that triggers decides; the later ones are not drawn for this call. */
  private void applyRandomFault(Context call) throws InterruptedException {
    var triggered =
        faultsAt(RandomFault.Target.CALL)
            .filter(randomFault -> randomFault.triggers(call))
            .findFirst();
    if (triggered.isEmpty()) {
      return;
    }
    var randomFault = triggered.get();
    switch (randomFault.kind()) {
      case LATENCY -> Thread.sleep(randomFault.delay());
      case THROTTLED, ERROR_BEFORE -> {
        answer(call, randomFault.status(), randomFault.retryAfter());
        call.skipRemainingHandlers();
      }
      default -> call.attribute(RANDOM_FAULT, randomFault);
    }
  }

  private static void after(Context call) throws IOException, InterruptedException {
    Optional.<ScriptedFault>ofNullable(call.attribute(FAULT_AFTER_APPLYING))
        .ifPresent(scriptedFault -> answer(call, scriptedFault));
    RandomFault randomFault = call.attribute(RANDOM_FAULT);
    if (randomFault == null) {
      return;
    }
    switch (randomFault.kind()) {
      case ERROR_AFTER -> answer(call, randomFault.status(), randomFault.retryAfter());
      case DROPPED -> cut(call);
      case HALF_BODY -> {
        DegradedResponses.sendHalf(call);
        cut(call);
      }
      case SLOW_BODY -> DegradedResponses.sendSlowly(call, randomFault.delay());
      default -> throw new IllegalStateException(randomFault.kind().word());
    }
  }

  private synchronized Optional<ScriptedFault> takeScriptedFault(Context call) {
    for (var i = 0; i < scriptedFaults.size(); i++) {
      var scriptedFault = scriptedFaults.get(i);
      if (scriptedFault.matches(call)) {
        if (scriptedFault.times() > 1) {
          scriptedFaults.set(i, scriptedFault.withOneUseLess());
        } else {
          scriptedFaults.remove(i);
        }
        return Optional.of(scriptedFault);
      }
    }
    return Optional.empty();
  }

  private static void answer(Context call, ScriptedFault scriptedFault) {
    var status = scriptedFault.status();
    if (status == null) {
      return;
    }
    if (status == CUT) {
      cut(call);
      return;
    }
    answer(call, status, scriptedFault.retryAfter());
  }

  private static void answer(Context call, int status, @Nullable Integer retryAfter) {
    if (retryAfter != null) {
      call.header("Retry-After", retryAfter.toString());
    }
    call.status(status).contentType("application/json").result(Json.write(body(status)));
  }

  /** An error body that clients of both services can read. */
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
