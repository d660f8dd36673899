package io.proofline.sandbox.bench;

import io.proofline.sandbox.SandboxAccounts;
import io.proofline.sandbox.SandboxMain;
import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures what both simulators answer a second, and how near that is to the ceiling: the same
 * server with a constant body of the same size. Sandbox, ceiling and callers are three processes.
 * Options: {@code --assets N --proofs N --callers N --rounds N --millis N}.
 */
public final class Bench {
  private Bench() {}

  public static void main(String[] args) throws IOException {
    var options = Options.of(args);
    var data = Files.createTempDirectory("sandbox-bench");
    try {
      start(data, options, "empty").close();
      try (var sandbox = start(data, options, "filled");
          var ceiling = Program.start(Ceiling.class)) {
        var trial = new Trial(options, ceiling.at("ceiling", "/constant/"));
        trial.run(kinds(sandbox, ceiling, options)).forEach(System.out::println);
      }
    } finally {
      delete(data);
    }
  }

  private static Program start(Path data, Options options, String state) {
    var begun = System.nanoTime();
    var program =
        Program.start(
            SandboxMain.class,
            "--data",
            data.toString(),
            "--port-base",
            "any",
            "--assets",
            String.valueOf(options.assets()),
            "--proofs",
            String.valueOf(options.proofs()));
    var seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf("A start with an %s data directory took %.1f s.%n", state, seconds);
    return program;
  }

  private static List<Kind> kinds(Program sandbox, Program ceiling, Options options) {
    var admin = new Calls(sandbox.at("pages", ""), Map.of());
    var given = admin.read(admin.get("/admin/accounts")).path("accounts");
    var accounts = Json.as(given, SandboxAccounts.class);
    var library = new PhotoShelterCalls(sandbox.at("photoshelter", ""), accounts, options.assets());
    var proofing =
        new ZiflowCalls(
            sandbox.at("ziflow", ""),
            accounts.ziflowApiKey(),
            ceiling.at("ceiling", "/picture.jpg"),
            options.proofs());
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
