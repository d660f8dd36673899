package io.proofline.console.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * Debian's Chromium. Tests that need it are skipped if it is not installed, unless the environment
 * variable {@code PROOFLINE_BROWSER_REQUIRED} is set, as in CI.
 */
public final class ChromeForTests {

  private static final String REQUIRED = "PROOFLINE_BROWSER_REQUIRED";
  private static final List<String> ARGUMENTS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars",
          "--window-size=1440,900");

  private ChromeForTests() {}

  /** A browser with new, empty data in a directory. */
  public static ChromeDriver open(Path directory) {
    var browser = program("chromium");
    var driver = program("chromedriver");
    if (System.getenv(REQUIRED) == null) {
      assumeTrue(
          browser.isPresent() && driver.isPresent(),
          "The pages are not tested in a browser: install chromium and chromium-driver");
    }
    var options = new ChromeOptions();
    options.setBinary(browser.orElseThrow().toFile());
    options.addArguments(ARGUMENTS);
    options.addArguments("--user-data-dir=" + directory);
    options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    return new ChromeDriver(service, options);
  }

  private static Optional<Path> program(String name) {
    return List.of("/usr/bin", "/usr/local/bin").stream()
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The script of axe-core, from the jar on the class path. */
  public static String axe() {
    try (var script = ChromeForTests.class.getResourceAsStream("/axe.min.js")) {
      return new String(Optional.ofNullable(script).orElseThrow().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
