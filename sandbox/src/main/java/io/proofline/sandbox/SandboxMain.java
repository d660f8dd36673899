package io.proofline.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Starts the simulators alone: {@code --data DIR --port-base N [--host ADDRESS]}. */
public final class SandboxMain {
  private static final int PORT_BASE = 9100;

  private SandboxMain() {}

  public static void main(String[] args) throws IOException {
    var base = option(args, "--port-base").map(Integer::parseInt).orElse(PORT_BASE);
    var data = option(args, "--data").map(Path::of).orElseGet(SandboxMain::temporary);
    var settings =
        SandboxSettings.in(data)
            .withPorts(base + 3, base + 2, base + 4)
            .withHost(option(args, "--host").orElse("127.0.0.1"));
    var sandbox = Sandbox.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
    report(sandbox, data);
  }

  private static void report(Sandbox sandbox, Path data) {
    System.out.printf(
        "Sandbox: not PhotoShelter, not Ziflow%n  pages         %s%n  photoshelter  %s/psapi/v4.0%n  ziflow        %s/v1%n  data          %s (keys in accounts.json)%n",
        sandbox.pages(), sandbox.photoshelter(), sandbox.ziflow(), data.toAbsolutePath());
  }

  private static Optional<String> option(String[] args, String name) {
    var at = Arrays.asList(args).indexOf(name);
    return at >= 0 && at + 1 < args.length ? Optional.of(args[at + 1]) : Optional.empty();
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("sandbox");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
