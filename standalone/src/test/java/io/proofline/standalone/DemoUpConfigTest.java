package io.proofline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.cli.config.AccountConfig;
import io.proofline.cli.config.UpConfigReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoUpConfigTest {

  private static final String ZIFLOW = "proofline.workers.ziflow.";
  private static final String PHOTOSHELTER = "proofline.workers.photoshelter.";

  @TempDir private Path folder;

  static Ports[] ports() {
    return new Ports[] {Ports.startingAt(21_000), Ports.free()};
  }

  @ParameterizedTest
  @MethodSource("ports")
  void the_file_is_valid_and_reaches_the_simulators(Ports ports) throws Exception {
    try (var data = DataDirectory.open(folder)) {
      write(data, ports);
      var config = UpConfigReader.read(data.upConfig(), _ -> null);
      var accounts = AccountConfig.of(config);

      assertThat(config.data()).isEqualTo(data.root());
      assertThat(accounts.account()).isEqualTo("demo");
      assertThat(accounts.hooks())
          .isEqualTo(URI.create(EmbeddedServices.origin(ports.gateway()) + "/hooks/ziflow"));
      assertThat(config.settings())
          .containsEntry(ZIFLOW + "base-url", "http://127.0.0.1:1/v1")
          .containsEntry(PHOTOSHELTER + "email", "p@sandbox.example")
          .containsEntry(
              ZIFLOW + "api-key", "file:" + data.credentials().resolve("ziflow-api-key"));
    }
  }

  @Test
  void each_secret_is_in_a_separate_file_that_only_the_owner_reads() throws Exception {
    try (var data = DataDirectory.open(folder)) {
      write(data, Ports.startingAt(21_000));
      assertThat(Files.readString(data.upConfig())).doesNotContain("s3cret");
      try (var files = Files.list(data.credentials())) {
        assertThat(files.toList())
            .hasSize(4)
            .allSatisfy(file -> {
              assertThat(Files.readString(file)).startsWith("s3cret-");
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------");
            });
      }
    }
  }

  private static void write(DataDirectory data, Ports ports) throws Exception {
    try (var rules = DemoUpConfigTest.class.getResourceAsStream("/demo-rules.yaml")) {
      Files.write(data.demoRules(), Objects.requireNonNull(rules).readAllBytes());
    }
    var accounts = new HashMap<>(Map.of(PHOTOSHELTER + "email", "p@sandbox.example"));
    accounts.put(PHOTOSHELTER + "organization-id", "O0001");
    accounts.put(ZIFLOW + "base-url", "http://127.0.0.1:1/v1");
    accounts.put(PHOTOSHELTER + "base-url", "http://127.0.0.1:1/psapi/v4.0");
    accounts.put(PHOTOSHELTER + "v3-base-url", "http://127.0.0.1:1/psapi/v3");
    accounts.put(ZIFLOW + "api-key", "s3cret-z");
    accounts.put(PHOTOSHELTER + "api-key", "s3cret-4");
    accounts.put(PHOTOSHELTER + "v3-api-key", "s3cret-3");
    accounts.put(PHOTOSHELTER + "password", "s3cret-p");
    DemoUpConfig.write(data, ports, accounts, Map.of("proofline.workers.poll.every", "2s"));
  }
}
