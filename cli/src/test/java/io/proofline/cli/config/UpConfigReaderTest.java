package io.proofline.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpConfigReaderTest {

  private static final String RULES =
      """
      version: 1
      teams: { owner: [dam@example.com] }
      otherwise: { ask: [ { stage: Desk, team: owner } ] }
      proof: { owner: owner }
      """;
  private static final String GOOD =
      """
      account: acme
      data: data
      rules: rules.yaml
      hooks: { address: "https://hooks.example.com", listen: 0.0.0.0 }
      files: { address: "https://files.example.com", port: 8443 }
      ziflow: { api-key: "env:ZIFLOW" }
      photoshelter:
        api-key: "env:LIBRARY"
        email: dam@example.com
        password: "file:%s"
        organization-id: O0000
      settings:
        proofline.workers.ziflow.calls-per-second: 2
        proofline.workers.look-up.waits: [1s, 3s]
      """;
  private static final Map<String, String> ENVIRONMENT = Map.of("ZIFLOW", "z-key", "LIBRARY", "p");

  @TempDir Path folder;
  private String good = "";

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("rules.yaml"), RULES);
    Files.writeString(folder.resolve("password"), "pass\n");
    good = GOOD.formatted(folder.resolve("password"));
  }

  @Test
  void a_file_becomes_settings_with_resolved_secrets() throws Exception {
    var file = read(good);
    assertThat(file.account()).isEqualTo("acme");
    assertThat(file.data()).isEqualTo(folder.resolve("data"));
    assertThat(file.hooks())
        .isEqualTo(new UpConfig.PublicEndpoint("https://hooks.example.com", 9101, "0.0.0.0"));
    assertThat(file.files())
        .isEqualTo(new UpConfig.PublicEndpoint("https://files.example.com", 8443, "127.0.0.1"));
    assertThat(file.settings())
        .containsOnly(
            Map.entry("proofline.workers.ziflow.api-key", "z-key"),
            Map.entry("proofline.workers.photoshelter.api-key", "p"),
            Map.entry("proofline.workers.photoshelter.email", "dam@example.com"),
            Map.entry(
                "proofline.workers.photoshelter.password", "file:" + folder.resolve("password")),
            Map.entry("proofline.workers.photoshelter.organization-id", "O0000"),
            Map.entry("proofline.workers.files-url", "https://files.example.com"),
            Map.entry("proofline.gateway.public-url", "https://hooks.example.com"),
            Map.entry("proofline.workers.ziflow.calls-per-second", "2"),
            Map.entry("proofline.workers.look-up.waits", "1s,3s"));
    assertThat(file.toString()).doesNotContain("password", "z-key");
  }

  @Test
  void hooks_may_be_off() throws Exception {
    var file = read(good.replaceAll("(?m)^hooks:.*$", "hooks: none"));
    assertThat(file.hooks()).isNull();
    assertThat(file.settings()).doesNotContainKey("proofline.gateway.public-url");
  }

  @Test
  void all_mistakes_are_reported_by_line_and_missing_keys_last() {
    var wrong =
        """
        account: Acme
        data: data
        rules: nowhere.yaml
        hoks: none
        files: { address: "ftp://x", port: 99999 }
        ziflow: { api-key: "env:NOT_SET" }
        photoshelter: { api-key: "s3cr3t-value", password: "file:/no/such/file" }
        poll-every: soon
        settings:
          proofline.workers.port: 1
          other.setting: 2
          proofline.workers.photoshelter.v3-api-key: another-s3cr3t
        """;
    assertThatThrownBy(() -> read(wrong))
        .isInstanceOf(InvalidUpConfigException.class)
        .message()
        .doesNotContain("s3cr3t")
        .satisfies(text ->
            assertThat(text.lines().map(line -> line.replace(folder.toString(), "DIR")))
                .satisfiesExactly(
                    line -> assertThat(line).startsWith("line 1: account is 'Acme', and must be"),
                    line -> assertThat(line).startsWith("line 3: rules: can't read DIR/nowhere"),
                    line -> assertThat(line).startsWith("line 4: 'hoks' is not known; known are"),
                    line -> assertThat(line).startsWith("line 5: files.address is 'ftp://x'"),
                    line ->
                        assertThat(line)
                            .isEqualTo(
                                "line 5: files.port is '99999', and must be a port, 1 to 65535"),
                    line ->
                        assertThat(line)
                            .isEqualTo(
                                "line 6: ziflow.api-key: env:NOT_SET: the environment variable"
                                    + " NOT_SET is not set"),
                    line ->
                        assertThat(line)
                            .isEqualTo(
                                "line 7: photoshelter.api-key: a secret is not allowed in this"
                                    + " file; use env:NAME or file:/path"),
                    line -> assertThat(line).contains("file:/no/such/file: can't be read"),
                    line -> assertThat(line).startsWith("line 8: poll-every is 'soon'"),
                    line -> assertThat(line).startsWith("line 10: 'proofline.workers.port' is set"),
                    line ->
                        assertThat(line).startsWith("line 11: 'other.setting' is not a setting"),
                    line ->
                        assertThat(line).contains("line 12").contains("a secret is not allowed"),
                    line -> assertThat(line).startsWith("missing: hooks.address, an address"),
                    line -> assertThat(line).startsWith("missing: photoshelter.email, a text"),
                    line -> assertThat(line).startsWith("missing: photoshelter.organization-id")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                    | it is empty
          account: [            | line 1: this is not YAML
          just a text           | line 1: this is not a mapping of names to values
          '{account: a, account: b}' | is set twice
          'a: &x {b: *x}'       | it contains a YAML alias
          'hooks: off?'         | hooks is 'off?', and must be 'none' or have an address
          """)
  void a_text_that_is_not_such_a_file_is_rejected(String text, String why) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidUpConfigException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          port: 9104                      | line 5: files.port is 9104, which 'up' itself uses
          port: 9105                      | line 5: files.port is 9105, which 'up' itself uses
          port: 9107                      | line 5: files.port is 9107, which 'up' itself uses
          port: 9108                      | line 5: files.port is 9108, which 'up' itself uses
          port: 9109                      | line 5: files.port is 9109, which 'up' itself uses
          port: 9110                      | line 5: files.port is 9110, which 'up' itself uses
          port: 9101                      | line 5: hooks and files both have port 9101
          listen: 127.0.0.1, hooks: 9106  | line 4: hooks and files both have port 9106
          listen: 127.0.0.1, hooks: 9108  | line 4: hooks.port is 9108, which 'up' itself uses
          """)
  void a_port_that_is_used_twice_is_rejected(String files, String why) {
    var parts = files.split(", hooks: ");
    var hooks = parts.length == 1 ? "" : ", port: " + parts[1];
    var text = good.replace(", listen: 0.0.0.0", hooks).replace("port: 8443", parts[0].strip());
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidUpConfigException.class)
        .hasMessageStartingWith(why);
  }

  @Test
  void a_port_is_accepted_if_the_range_begins_elsewhere_or_its_endpoint_is_off() throws Exception {
    var moved = good.replace("port: 8443", "port: 9108") + "port-base: 9200\n";
    assertThat(read(moved).files().port()).isEqualTo(9108);
    var without = good.replaceAll("(?m)^hooks:.*$", "hooks: none").replace("8443", "9101");
    assertThat(read(without).files().port()).isEqualTo(9101);
  }

  @Test
  void mistakes_of_the_rules_are_reported_too() throws IOException {
    Files.writeString(folder.resolve("rules.yaml"), RULES.replace("team: owner", "team: press"));
    assertThatThrownBy(() -> read(good))
        .hasMessageContaining("rules.yaml has mistakes")
        .hasMessageContaining("press");
  }

  @Test
  void the_sample_is_valid_once_its_secrets_exist() throws Exception {
    String sample;
    try (var in = UpConfigReaderTest.class.getResourceAsStream("/up-sample.yaml")) {
      sample = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    var password = folder.resolve("password").toString();
    var text = sample.replace("/run/secrets/photoshelter-password", password);
    var file = folder.resolve("up.yaml");
    Files.writeString(file, text);
    assertThat(UpConfigReader.read(file, _ -> "key").account()).isEqualTo("acme");
    assertThat(sample).contains("hooks: none", "env:NAME", "file:/path");
  }

  private UpConfig read(String text) throws IOException, InvalidUpConfigException {
    var file = Files.writeString(folder.resolve("up.yaml"), text);
    return UpConfigReader.read(file, ENVIRONMENT::get);
  }
}
