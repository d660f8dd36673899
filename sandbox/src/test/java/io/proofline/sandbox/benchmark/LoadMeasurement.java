package io.proofline.sandbox.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The result of one measurement with concurrent callers, each calling again as soon as it is
 * answered.
 *
 * @param bytes the mean size of an answer's body
 */
record LoadMeasurement(double callsPerSecond, double p99Millis, int bytes) {
  private record Share(long[] nanos, long bytes) {}

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static LoadMeasurement of(Supplier<HttpRequest> calls, int callers, Duration span) {
    var begun = System.nanoTime();
    var end = begun + span.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Share> caller = () -> share(calls, end);
      var shares =
          threads.invokeAll(IntStream.range(0, callers).mapToObj(_ -> caller).toList()).stream()
              .map(LoadMeasurement::done)
              .toList();
      var seconds = (System.nanoTime() - begun) / 1e9;
      var nanos = shares.stream().flatMapToLong(each -> Arrays.stream(each.nanos())).sorted();
      var bytes = shares.stream().mapToLong(Share::bytes).sum();
      return summarize(nanos.toArray(), bytes, seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static LoadMeasurement summarize(long[] nanos, long bytes, double seconds) {
    var p99 = nanos[(int) (nanos.length * 0.99)] / 1e6;
    return new LoadMeasurement(nanos.length / seconds, p99, (int) (bytes / nanos.length));
  }

  private static Share share(Supplier<HttpRequest> calls, long end) {
    var nanos = LongStream.builder();
    var bytes = 0L;
    for (var begun = System.nanoTime(); begun < end; ) {
      bytes += send(calls.get()).length;
      var now = System.nanoTime();
      nanos.add(now - begun);
      begun = now;
    }
    return new Share(nanos.build().toArray(), bytes);
  }

  /** The body of the answer; any status but 2xx ends the benchmark. */
  static byte[] send(HttpRequest request) {
    try {
      var answer = HTTP.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            "%s gave %s: %s"
                .formatted(
                    request,
                    answer.statusCode(),
                    new String(answer.body(), StandardCharsets.UTF_8)));
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Share done(Future<Share> share) {
    try {
      return share.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
