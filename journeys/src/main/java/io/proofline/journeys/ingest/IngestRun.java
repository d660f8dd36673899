package io.proofline.journeys.ingest;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.proofline.journeys.DemoAddresses;
import io.proofline.journeys.HookClient;
import io.proofline.journeys.JourneyFailedException;
import io.proofline.journeys.JourneyHttpClient;
import io.proofline.journeys.MarkerParser;
import io.proofline.journeys.OperatorClient;
import io.proofline.journeys.PollingWait;
import io.proofline.journeys.SampleFiles;
import io.proofline.journeys.SandboxClient;
import io.proofline.journeys.UploadClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Load run: uploads many photographs, of which a rule picks every fourth, reports progress,
 * releases proofs that the hourly limit holds, and measures the latency of verdicts and withdrawals
 * of other photographs meanwhile.
 */
public final class IngestRun {

  private static final String RULE = "Product photos";
  private static final int EVERY = 4;

  /** The limit in the demo's rules. */
  private static final int PROOFS_PER_HOUR = 100;

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final Duration STALL_TIMEOUT = Duration.ofMinutes(5);

  private final int files;
  private final Consumer<String> out;
  private final SandboxClient sandbox;
  private final UploadClient uploads;
  private final OperatorClient operator;
  private final LatencyProbe latencyProbe;
  private final AtomicInteger uploaded = new AtomicInteger();
  private final List<String> problems = new ArrayList<>();
  private final String gallery;
  private volatile boolean over;
  private boolean released;
  private long start;

  private IngestRun(
      JourneyHttpClient journeyHttpClient, DemoAddresses at, int files, Consumer<String> out) {
    this.files = files;
    this.out = out;
    this.sandbox = new SandboxClient(journeyHttpClient, at);
    this.uploads = new UploadClient(journeyHttpClient, at);
    this.operator = new OperatorClient(at);
    this.latencyProbe = new LatencyProbe(sandbox, new HookClient(journeyHttpClient, at), operator);
    this.gallery = gallery();
  }

  /**
   * Returns when each file has its proof or is not picked, or after five minutes without progress.
   *
   * @return whether no problem was found
   */
  public static boolean run(DemoAddresses at, int files, Consumer<String> out) {
    try (var journeyHttpClient = new JourneyHttpClient()) {
      return new IngestRun(journeyHttpClient, at, files, out).run();
    } catch (JourneyFailedException e) {
      out.accept("The load run failed: " + e.getMessage());
      return false;
    }
  }

  private boolean run() {
    latencyProbe.prepareIn(gallery);
    var before = ReviewCounts.of(operator.counts());
    start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var uploads = threads.submit(asCallable(this::upload));
      var decisions = threads.submit(asCallable(() -> latencyProbe.measureUntil(() -> over)));
      watch(before, List.of(uploads, decisions));
      over = true;
      awaitEnd(uploads);
      awaitEnd(decisions);
    }
    return report(before);
  }

  private void upload() {
    for (int i = 0; i < files; i++) {
      var name = name(i);
      var photograph = uploads.upload(SampleFiles.jpeg(name), name, gallery);
      if (i % EVERY == 0) {
        sandbox.addKeyword(photograph, "product");
      }
      uploaded.incrementAndGet();
    }
  }

  /** Returns when all files are settled, a thread failed, or progress has stopped. */
  private void watch(ReviewCounts before, List<Future<?>> threads) {
    long moved = System.nanoTime();
    String last = "";
    while (System.nanoTime() - moved < STALL_TIMEOUT.toNanos()) {
      PollingWait.pause(BETWEEN_LINES);
      var now = ReviewCounts.of(operator.counts());
      var line = line(before, now);
      out.accept("%s  %s".formatted(clock(), line));
      if (isSettled(before, now) || threads.stream().anyMatch(IngestRun::hasFailed)) {
        return;
      }
      releaseHeldProofs(now);
      moved = line.equals(last) ? moved : System.nanoTime();
      last = line;
    }
    problems.add("no progress for " + STALL_TIMEOUT);
  }

  private String line(ReviewCounts before, ReviewCounts now) {
    double seconds = elapsed().toMillis() / 1e3;
    int known = now.all() - before.all();
    int unpicked = now.of("not_picked") - before.of("not_picked");
    return "%d uploaded (%.0f/s), %d known; %d with a proof; waiting: %d to settle, %d for Ziflow, %d for the hourly limit; %d not picked"
        .formatted(
            uploaded.get(),
            uploaded.get() / seconds,
            known,
            now.countOfRule(RULE, "in_review"),
            now.of("settling"),
            now.countOfRule(RULE, "opening"),
            now.of("held"),
            unpicked);
  }

  private boolean isSettled(ReviewCounts before, ReviewCounts now) {
    return uploaded.get() == files
        && now.countOfRule(RULE, "in_review") == picks()
        && now.of("not_picked") - before.of("not_picked") == files - picks();
  }

  /** Releases the held proofs when all others are created; until then they prove the limit. */
  private void releaseHeldProofs(ReviewCounts now) {
    int held = now.of("held");
    int made = now.countOfRule(RULE, "in_review");
    if (released || held == 0 || made + held < picks()) {
      return;
    }
    out.accept(
        "        the limit of %2$d proofs an hour holds %1$d; the operator releases them"
            .formatted(held, PROOFS_PER_HOUR));
    if (made + latencyProbe.count() > PROOFS_PER_HOUR) {
      problems.add(
          "%d proofs were created; the hourly limit is %d".formatted(made, PROOFS_PER_HOUR));
    }
    operator.releaseHeldProofs();
    released = true;
  }

  private boolean report(ReviewCounts before) {
    var after = ReviewCounts.of(operator.counts());
    out.accept("");
    out.accept(
        "%d files in %d s, %d of them picked by '%s'"
            .formatted(files, elapsed().toSeconds(), picks(), RULE));
    after
        .unpickedSince(before)
        .forEach((reason, count) -> out.accept("%d not picked: %s".formatted(count, reason)));
    latencyProbe.summary().forEach(out);
    problems.addAll(latencyProbe.problems());
    problems.addAll(checkProofs());
    problems.addAll(sandbox.complaints());
    if (picks() + latencyProbe.count() > PROOFS_PER_HOUR && !released) {
      problems.add(
          "more than %d proofs were created, and none was held".formatted(PROOFS_PER_HOUR));
    }
    problems.forEach(each -> out.accept("WRONG  " + each));
    out.accept(
        problems.isEmpty()
            ? "Clean: nothing lost, nothing doubled."
            : problems.size() + " things are wrong.");
    return problems.isEmpty();
  }

  /** Each picked file has one proof, and no other has any. */
  private List<String> checkProofs() {
    var proofs = sandbox.proofs().stream().collect(groupingBy(MarkerParser::assetOf, counting()));
    var picked = new ArrayList<String>();
    for (int i = 0; i < files; i += EVERY) {
      picked.add(name(i));
    }
    var names = Set.copyOf(picked);
    return sandbox.photographs().stream()
        .filter(each -> each.path("file_name").asString("").startsWith("load-"))
        .filter(each -> {
          long wanted = names.contains(each.path("file_name").asString("")) ? 1 : 0;
          return proofs.getOrDefault(each.path("id").asString(""), 0L) != wanted;
        })
        .map(each ->
            "%s has %d proofs"
                .formatted(
                    each.path("file_name").asString(""),
                    proofs.getOrDefault(each.path("id").asString(""), 0L)))
        .toList();
  }

  private int picks() {
    return (files + EVERY - 1) / EVERY;
  }

  private static String name(int number) {
    return "load-%06d.jpg".formatted(number);
  }

  private String gallery() {
    return sandbox.galleries().stream()
        .filter(each -> each.path("name").asString("").equals("Landscapes"))
        .map(each -> each.path("id").asString(""))
        .findFirst()
        .orElseThrow(() -> new JourneyFailedException("The library has no gallery Landscapes"));
  }

  private String clock() {
    var so = elapsed();
    return "%3d:%02d".formatted(so.toMinutes(), so.toSecondsPart());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static Callable<Void> asCallable(Runnable task) {
    return () -> {
      task.run();
      return null;
    };
  }

  private static boolean hasFailed(Future<?> thread) {
    return thread.state() == Future.State.FAILED;
  }

  private void awaitEnd(Future<?> thread) {
    try {
      thread.get();
    } catch (ExecutionException e) {
      problems.add(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JourneyFailedException("interrupted", e);
    }
  }
}
