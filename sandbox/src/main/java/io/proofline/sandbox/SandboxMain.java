package io.proofline.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Starts the simulators in a separate process: {@code --data DIR --port-base N [--host ADDRESS]
 * [--assets N] [--proofs N]}; {@code --port-base any} takes free ports.
 */
public final class SandboxMain {
  private static final String PORT_BASE = "9100";

  private SandboxMain() {}

  public static void main(String[] args) {
    var base = option(args, "--port-base").orElse(PORT_BASE);
    var data = option(args, "--data").map(Path::of).orElseGet(SandboxMain::temporary);
    var host = option(args, "--host").orElse("127.0.0.1");
    var seedVolume =
        new SandboxSettings.SeedVolume(count(args, "--assets"), count(args, "--proofs"));
    var settings = atPorts(SandboxSettings.in(data).withHost(host).with(seedVolume), base);
    var sandbox = Sandbox.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
    report(sandbox, data);
  }

  private static SandboxSettings atPorts(SandboxSettings settings, String base) {
    if (base.equals("any")) {
      return settings;
    }
    var first = Integer.parseInt(base);
    return settings.withPorts(first + 3, first + 2, first + 4);
  }

  private static void report(Sandbox sandbox, Path data) {
    System.out.printf(
        "Sandbox: not PhotoShelter, not Ziflow%n  pages         %s%n  photoshelter  %s/psapi/v4.0%n"
            + "  ziflow        %s/v1%n  data          %s (keys in accounts.json)%n",
        sandbox.pages(), sandbox.photoshelter(), sandbox.ziflow(), data.toAbsolutePath());
  }

  private static int count(String[] args, String name) {
    return option(args, name).map(Integer::parseInt).orElse(0);
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
