package io.proofline.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class DemoAddressesTest {

  private static final DemoAddresses ADDRESSES =
      new DemoAddresses(
          URI.create("http://127.0.0.1:1"),
          URI.create("http://127.0.0.1:2"),
          URI.create("http://127.0.0.1:3"),
          URI.create("http://127.0.0.1:4"),
          URI.create("http://127.0.0.1:5"),
          URI.create("http://127.0.0.1:2/v1"),
          URI.create("http://127.0.0.1:3/psapi/v3"),
          URI.create("http://127.0.0.1:3/psapi/v4.0"),
          URI.create("http://127.0.0.1:6"),
          URI.create("http://127.0.0.1:9"),
          URI.create("http://127.0.0.1:7"),
          "127.0.0.1:8",
          "demo",
          Map.of("workers", URI.create("http://127.0.0.1:7/actuator/health")),
          new DemoAddresses.Keys("a", "b", "c", "d", "e", "f", "g", "h", "console"));

  @TempDir Path directory;

  @Test
  void the_file_has_the_names_that_scripts_use() {
    var written = JsonMapper.shared().readTree(ADDRESSES.toJson());
    assertThat(written.propertyNames())
        .containsExactlyInAnyOrder(
            "gateway",
            "ziflow",
            "photoshelter",
            "registry",
            "sandbox",
            "ziflow_api",
            "photoshelter_v3",
            "photoshelter_v4",
            "processor",
            "console",
            "files",
            "kafka",
            "account",
            "health",
            "secrets");
    assertThat(written.path("secrets").propertyNames())
        .containsExactlyInAnyOrder(
            "ziflow_api_key",
            "photoshelter_v3_key",
            "photoshelter_v4_key",
            "photoshelter_email",
            "photoshelter_password",
            "organization_id",
            "webhook_key",
            "library_hook_secret",
            "console_token");
  }

  @Test
  void the_written_file_is_read_back() throws Exception {
    var file = Files.write(directory.resolve("addresses.json"), ADDRESSES.toJson());
    assertThat(DemoAddresses.read(file)).isEqualTo(ADDRESSES);
  }
}
