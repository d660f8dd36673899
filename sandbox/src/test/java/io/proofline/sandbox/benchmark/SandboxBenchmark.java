package io.proofline.sandbox.benchmark;

import io.proofline.sandbox.SandboxCredentials;
import io.proofline.sandbox.SandboxMain;
import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures the calls a second of both simulators, and compares them with the ceiling: the same
 * server with a constant body of the same size. Sandbox, ceiling and callers are three processes.
 * Options: {@code --assets N --proofs N --callers N --rounds N --millis N}.
 */
public final class SandboxBenchmark {
  private SandboxBenchmark() {}

  public static void main(String[] args) throws IOException {
    var benchmarkOptions = BenchmarkOptions.of(args);
    var data = Files.createTempDirectory("sandbox-bench");
    try {
      start(data, benchmarkOptions, "empty").close();
      try (var sandbox = start(data, benchmarkOptions, "filled");
          var ceiling = BenchmarkProcess.start(BaselineServer.class)) {
        var benchmarkRun = new BenchmarkRun(benchmarkOptions, ceiling.at("ceiling", "/constant/"));
        benchmarkRun.run(kinds(sandbox, ceiling, benchmarkOptions)).forEach(System.out::println);
      }
    } finally {
      delete(data);
    }
  }

  private static BenchmarkProcess start(
      Path data, BenchmarkOptions benchmarkOptions, String state) {
    var begun = System.nanoTime();
    var benchmarkProcess =
        BenchmarkProcess.start(
            SandboxMain.class,
            "--data",
            data.toString(),
            "--port-base",
            "any",
            "--assets",
            String.valueOf(benchmarkOptions.assets()),
            "--proofs",
            String.valueOf(benchmarkOptions.proofs()));
    var seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf("A start with an %s data directory took %.1f s.%n", state, seconds);
    return benchmarkProcess;
  }

  private static List<CallType> kinds(
      BenchmarkProcess sandbox, BenchmarkProcess ceiling, BenchmarkOptions benchmarkOptions) {
    var admin = new ApiClient(sandbox.at("pages", ""), Map.of());
    var given = admin.read(admin.get("/admin/accounts")).path("accounts");
    var accounts = Json.as(given, SandboxCredentials.class);
    var library =
        new PhotoShelterWorkload(
            sandbox.at("photoshelter", ""), accounts, benchmarkOptions.assets());
    var proofing =
        new ZiflowWorkload(
            sandbox.at("ziflow", ""),
            accounts.ziflowApiKey(),
            ceiling.at("ceiling", "/picture.jpg"),
            benchmarkOptions.proofs());
    return Stream.concat(library.all().stream(), proofing.all().stream()).toList();
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.toList().reversed()) {
        Files.delete(file);
      }
    }
  }
}
