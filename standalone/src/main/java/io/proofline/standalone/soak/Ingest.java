package io.proofline.standalone.soak;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.proofline.standalone.Addresses;
import io.proofline.standalone.journey.HookDoor;
import io.proofline.standalone.journey.Http;
import io.proofline.standalone.journey.JourneyFailed;
import io.proofline.standalone.journey.Pictures;
import io.proofline.standalone.journey.ProcessorDoor;
import io.proofline.standalone.journey.UploadDoor;
import io.proofline.standalone.journey.Waiting;
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
 * Uploads many photographs of which a rule picks every fourth, tells how far each few seconds, lets
 * what the brake holds go, and measures verdicts and take-downs of others meanwhile.
 */
public final class Ingest {

  private static final String RULE = "Product photos";
  private static final int EVERY = 4;

  /** As the demo's rules have it. */
  private static final int PROOFS_PER_HOUR = 300;

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final int files;
  private final Consumer<String> out;
  private final SandboxDoor sandbox;
  private final UploadDoor uploads;
  private final ProcessorDoor processor;
  private final Bystanders bystanders;
  private final AtomicInteger uploaded = new AtomicInteger();
  private final List<String> wrong = new ArrayList<>();
  private final String gallery;
  private volatile boolean over;
  private boolean wentAhead;
  private long start;

  private Ingest(Http http, Addresses at, int files, Consumer<String> out) {
    this.files = files;
    this.out = out;
    this.sandbox = new SandboxDoor(http, at);
    this.uploads = new UploadDoor(http, at);
    this.processor = new ProcessorDoor(http, at);
    this.bystanders = new Bystanders(sandbox, new HookDoor(http, at), processor);
    this.gallery = gallery();
  }

  /**
   * Returns when each of the files is settled, or nothing has moved for five minutes.
   *
   * @return whether nothing was wrong
   */
  public static boolean run(Addresses at, int files, Consumer<String> out) {
    try (var http = new Http()) {
      return new Ingest(http, at, files, out).run();
    } catch (JourneyFailed e) {
      out.accept("The ingest could not go on: " + e.getMessage());
      return false;
    }
  }

  private boolean run() {
    bystanders.comeInto(gallery);
    var before = Standings.of(processor.counts());
    start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var uploads = threads.submit(told(this::upload));
      var decisions = threads.submit(told(() -> bystanders.decideUntil(() -> over)));
      watch(before, List.of(uploads, decisions));
      over = true;
      ended(uploads);
      ended(decisions);
    }
    return tell(before);
  }

  private void upload() {
    for (int i = 0; i < files; i++) {
      var name = name(i);
      var photograph = uploads.upload(Pictures.jpeg(name), name, gallery);
      if (i % EVERY == 0) {
        sandbox.addKeyword(photograph, "product");
      }
      uploaded.incrementAndGet();
    }
  }

  /** Until all is settled, a thread gave up, or nothing moves any more. */
  private void watch(Standings before, List<Future<?>> threads) {
    long moved = System.nanoTime();
    String last = "";
    while (System.nanoTime() - moved < PATIENCE.toNanos()) {
      Waiting.pause(BETWEEN_LINES);
      var now = Standings.of(processor.counts());
      var line = line(before, now);
      out.accept("%s  %s".formatted(clock(), line));
      if (isSettled(before, now) || threads.stream().anyMatch(Ingest::isBroken)) {
        return;
      }
      letGo(now);
      moved = line.equals(last) ? moved : System.nanoTime();
      last = line;
    }
    wrong.add("nothing moved for " + PATIENCE);
  }

  private String line(Standings before, Standings now) {
    double seconds = elapsed().toMillis() / 1e3;
    int known = now.all() - before.all();
    int unpicked = now.of("not_picked") - before.of("not_picked");
    return "%d uploaded (%.0f/s), %d known; %d with a proof; waiting: %d to settle, %d for Ziflow, %d for the brake; %d not picked"
        .formatted(
            uploaded.get(),
            uploaded.get() / seconds,
            known,
            now.ofRule(RULE, "in_review"),
            now.of("settling"),
            now.ofRule(RULE, "opening"),
            now.of("held"),
            unpicked);
  }

  private boolean isSettled(Standings before, Standings now) {
    return uploaded.get() == files
        && now.ofRule(RULE, "in_review") == picks()
        && now.of("not_picked") - before.of("not_picked") == files - picks();
  }

  /** Once all else is done; before that, what is held shows that the brake holds. */
  private void letGo(Standings now) {
    int held = now.of("held");
    int made = now.ofRule(RULE, "in_review");
    if (wentAhead || held == 0 || made + held < picks()) {
      return;
    }
    out.accept(
        "        the brake holds %d beyond the %d proofs of an hour; the operator lets them go"
            .formatted(held, PROOFS_PER_HOUR));
    if (made + bystanders.count() > PROOFS_PER_HOUR) {
      wrong.add("%d proofs were made, and the brake is at %d".formatted(made, PROOFS_PER_HOUR));
    }
    processor.goAhead();
    wentAhead = true;
  }

  private boolean tell(Standings before) {
    var after = Standings.of(processor.counts());
    out.accept("");
    out.accept(
        "%d files in %d s, %d of them picked by '%s'"
            .formatted(files, elapsed().toSeconds(), picks(), RULE));
    after
        .unpickedSince(before)
        .forEach((reason, count) -> out.accept("%d not picked: %s".formatted(count, reason)));
    bystanders.told().forEach(out);
    wrong.addAll(bystanders.wrong());
    wrong.addAll(ofProofs());
    wrong.addAll(sandbox.complaints());
    if (picks() + bystanders.count() > PROOFS_PER_HOUR && !wentAhead) {
      wrong.add("more than %d proofs were made, and nothing was held".formatted(PROOFS_PER_HOUR));
    }
    wrong.forEach(each -> out.accept("WRONG  " + each));
    out.accept(
        wrong.isEmpty()
            ? "Clean: nothing lost, nothing doubled."
            : wrong.size() + " things are wrong.");
    return wrong.isEmpty();
  }

  /** Each picked file has one proof, and no other has any. */
  private List<String> ofProofs() {
    var proofs = sandbox.proofs().stream().collect(groupingBy(Markers::asset, counting()));
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
        .orElseThrow(() -> new JourneyFailed("The library has no gallery Landscapes"));
  }

  private String clock() {
    var so = elapsed();
    return "%3d:%02d".formatted(so.toMinutes(), so.toSecondsPart());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static Callable<Void> told(Runnable task) {
    return () -> {
      task.run();
      return null;
    };
  }

  private static boolean isBroken(Future<?> thread) {
    return thread.state() == Future.State.FAILED;
  }

  private void ended(Future<?> thread) {
    try {
      thread.get();
    } catch (ExecutionException e) {
      wrong.add(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JourneyFailed("interrupted", e);
    }
  }
}
