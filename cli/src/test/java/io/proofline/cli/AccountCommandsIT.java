package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.proofline.sandbox.Sandbox;
import io.proofline.sandbox.SandboxSettings;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.IptcPatch;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.account.ZiflowSettings.CreateAnswer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that call the APIs, against the simulators.
 *
 * <p>Longer than 300 lines because all account commands share one pair of simulators.
 */
class AccountCommandsIT {

  private static final String RULES =
      """
      version: 1
      teams: { owner: [owner@sandbox.example] }
      select: { gallery: "Send to review" }
      otherwise: { ask: [ { stage: Desk, team: owner } ] }
      proof: { owner: owner }
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private @Nullable Sandbox sandbox;

  @AfterEach
  void end() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  @Test
  void a_webhook_is_installed_once_and_other_webhooks_are_unchanged() throws Exception {
    var config = config(start(settings()), "https://hooks.example.com", "");
    assertThat(run("webhooks", "install", "--config", config)).as(err::toString).isZero();
    assertThat(out())
        .isEqualTo(
            """
            proofline-acme is installed for https://hooks.example.com/hooks/ziflow.
            Its key is new. Restart 'up': until then the gateway rejects deliveries.
            """);
    assertThat(run("webhooks", "install", "--config", config)).isZero();
    assertThat(out()).contains("proofline-acme exists for ");

    var elsewhere = "https://other.example.com/hooks/ziflow";

    assertThat(run("webhooks", "install", "--config", config, "--target", elsewhere)).isZero();
    assertThat(out())
        .contains("is installed for " + elsewhere, "Removed older webhooks of Proofline: 1");

    assertThat(run("webhooks", "list", "--config", config)).isZero();
    assertThat(out().lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("proofline-acme  yes", elsewhere);
    Files.writeString(
        Path.of(config),
        Files.readString(Path.of(config)).replace("account: acme", "account: other"));
    assertThat(run("webhooks", "remove", "--config", config)).isZero();
    assertThat(out()).contains("Proofline has no webhook there.");
    assertThat(run("webhooks", "list", "--config", config)).isZero();
    assertThat(out()).contains("proofline-acme  no");
    sandbox.close();
    assertThat(run("webhooks", "list", "--config", config)).isOne();
    assertThat(err.toString())
        .contains("can't be reached", "Try again when Ziflow answers.")
        .doesNotContain("administrator");
  }

  @Test
  void a_webhook_is_installed_with_the_key_that_the_gateway_knows() throws Exception {
    var at = start(settings());
    var config = config(at, "https://hooks.example.com", "");
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(
        folder.resolve("data/secrets.json"),
        """
        {"libraryHook":"l","doorToken":"d","files":"f","personKey":"p","webhookKey":"known-77"}
        """);
    assertThat(run("webhooks", "install", "--config", config)).as(err::toString).isZero();
    assertThat(out())
        .isEqualTo("proofline-acme is installed for https://hooks.example.com/hooks/ziflow.\n");
    var hooks =
        HttpRequest.newBuilder(URI.create(at.ziflow() + "/v1/webhooks"))
            .header("apikey", at.accounts().ziflowApiKey())
            .build();
    assertThat(sent(hooks)).contains("\"webhook_signature_key\":\"known-77\"");
  }

  @Test
  void a_webhook_with_the_users_own_key_is_not_installed() throws Exception {
    var own = "  proofline.gateway.ziflow-secrets: 'file:ziflow'";
    var config = config(start(settings()), "http://127.0.0.1:1", own);
    assertThat(run("webhooks", "install", "--config", config)).isOne();
    assertThat(err.toString())
        .contains("Create the webhook by hand", "target http://127.0.0.1:1/hooks/ziflow")
        .doesNotContain("\tat ");
    run("webhooks", "list", "--config", config);
    assertThat(out()).doesNotContain("proofline-acme");
    run("doctor", "--config", config);
    assertThat(out())
        .contains("Create one in Ziflow, with your key")
        .doesNotContain("webhooks install");
  }

  @Test
  void the_services_variables_replace_the_file() throws Exception {
    var at = start(settings());
    var accounts = at.accounts();
    var workers = "PROOFLINE_WORKERS_";
    var environment =
        Map.of(
            workers + "ACCOUNT", "acme",
            workers + "ZIFLOW_BASE_URL", at.ziflow() + "/v1",
            workers + "ZIFLOW_API_KEY", accounts.ziflowApiKey(),
            workers + "PHOTOSHELTER_BASE_URL", at.photoshelter() + "/psapi/v4.0",
            workers + "PHOTOSHELTER_API_KEY", accounts.photoshelterV4Key(),
            workers + "PHOTOSHELTER_V3_BASE_URL", at.photoshelter() + "/psapi/v3",
            workers + "PHOTOSHELTER_V3_API_KEY", accounts.photoshelterV3Key(),
            workers + "PHOTOSHELTER_EMAIL", accounts.photoshelterEmail(),
            workers + "PHOTOSHELTER_PASSWORD", accounts.photoshelterPassword(),
            workers + "PHOTOSHELTER_ORGANIZATION_ID", accounts.organizationId());
    assertThat(child(environment, "doctor"))
        .contains("pass  Ziflow: key", "pass  PhotoShelter: access ", "0 fail.");
    assertThat(child(environment, "webhooks", "remove"))
        .contains("Proofline has no webhook there.");
    assertThat(child(environment, "webhooks", "install", "--target", "https://h.example.com/x"))
        .contains("Create the webhook by hand", "target https://h.example.com/x");
  }

  /** Runs a command in its own process, with environment variables; returns its output. */
  private String child(Map<String, String> environment, String... words) throws Exception {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.proofline.cli.Proofline"));
    line.addAll(List.of(words));
    var output = folder.resolve("output");
    var process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
    process.environment().putAll(environment);
    assertThat(process.start().waitFor(1, TimeUnit.MINUTES)).isTrue();
    return Files.readString(output);
  }

  @Test
  void a_healthy_account_passes_and_unproven_checks_are_named() throws Exception {
    var config = config(start(settings()), "", "");
    assertThat(run("doctor", "--config", config)).isOne(); // no file endpoint runs yet
    assertThat(out())
        .contains(
            "pass  Ziflow: key", "pass  PhotoShelter: access ", "pass  PhotoShelter: access by v3")
        .contains("fail  Address of files", "Start Proofline", "1 fail.");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void addresses_that_answer_from_here_are_named_as_unproven() throws Exception {
    var endpoints = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    endpoints.createContext("/hooks/ziflow", call -> answer(call, 405));
    endpoints.createContext(
        "/files/",
        call -> {
          call.getResponseHeaders().set("X-Proofline", "files");
          answer(call, 404);
        });
    endpoints.start();
    try {
      var address = "http://127.0.0.1:" + endpoints.getAddress().getPort();
      var config = config(start(settings()), address, "");
      Files.writeString(
          Path.of(config),
          Files.readString(Path.of(config)).replace("http://127.0.0.1:1'", address + "'"));
      run("webhooks", "install", "--config", config);
      assertThat(run("doctor", "--config", config)).as(out::toString).isZero();
      assertThat(out())
          .contains("warn  Address of hooks", "warn  Address of files")
          .contains("is an address of this machine or network")
          .contains("warn  Signature of hooks", "not known: no gateway runs")
          .contains("warn  Ziflow: edition", "0 fail.");
      endpoints.removeContext("/files/");
      endpoints.createContext("/files/", call -> answer(call, 404)); // as any other server
      assertThat(run("doctor", "--config", config)).isOne();
      assertThat(out())
          .contains("fail  Address of files", "answers 404, but not from our endpoint");
    } finally {
      endpoints.stop(0);
    }
  }

  private static void answer(HttpExchange call, int status) throws IOException {
    call.sendResponseHeaders(status, -1);
    call.close();
  }

  @Test
  void wrong_credentials_fail_with_a_remedy() throws Exception {
    var config = config(start(settings()), "", "");
    var text = Files.readString(Path.of(config));
    Files.writeString(folder.resolve("wrong"), "not-the-key");
    Files.writeString(
        Path.of(config),
        text.replaceAll("file:[^'\\n]*/(ziflow|password)", "file:" + folder.resolve("wrong")));
    assertThat(run("doctor", "--config", config)).isOne();
    assertThat(out())
        .contains("fail  Ziflow: key", "Check ziflow.api-key")
        .contains("fail  PhotoShelter: access ", "organization-id")
        .doesNotContain("not-the-key", "Exception");
  }

  @Test
  void a_missing_webhook_fails() throws Exception {
    var config = config(start(settings()), "http://127.0.0.1:1", "");
    assertThat(run("doctor", "--config", config)).isOne();
    assertThat(out()).contains("fail  Ziflow: webhook", "Run: proofline webhooks install");
    run("webhooks", "install", "--config", config);
    run("doctor", "--config", config);
    assertThat(out()).contains("pass  Ziflow: webhook");
  }

  @Test
  void a_write_test_tries_every_change_and_leaves_nothing() throws Exception {
    var at = start(settings());
    var before = galleries();
    run("doctor", "--write-test", "--config", config(at, "", ""));
    assertThat(out())
        .contains("pass  Trial: a gallery is made", "pass  Trial: a file is uploaded")
        .contains("pass  Trial: a status is written", "pass  Trial: a file enters a gallery")
        .contains("pass  Trial: v3's rows show an edit", "pass  Trial: a keyword is taken off")
        .contains("pass  Trial: a proof is made", "pass  Trial: a proof is found")
        .contains("pass  Trial: a proof is deleted", "pass  Trial: the file is trashed")
        .doesNotContain("by hand");
    assertThat(galleries()).isEqualTo(before);
    assertThat(fetched("/admin/ziflow/proofs")).doesNotContain("Proofline doctor");
  }

  @Test
  void wrong_api_assumptions_are_found_and_test_objects_are_removed() throws Exception {
    var at =
        start(
            settings()
                .with(PhotoShelterSettings.defaults().with(IptcPatch.FORM))
                .with(ZiflowSettings.defaults().withCreateAnswer(CreateAnswer.LIST)));
    var before = galleries();
    assertThat(run("doctor", "--write-test", "--config", config(at, "", ""))).isOne();
    assertThat(out())
        .contains("fail  Trial: a status is written", "Try photoshelter.iptc-encoding")
        .contains("pass  Trial: a file enters a gallery", "pass  Trial: a proof is made");
    assertThat(galleries()).isEqualTo(before);
    run(
        "doctor",
        "--write-test",
        "--config",
        config(at, "", "  proofline.workers.photoshelter.iptc-encoding: FORM"));
    assertThat(out()).contains("pass  Trial: a status is written");
  }

  @Test
  void a_write_test_that_fails_half_way_leaves_nothing() throws Exception {
    var at = start(settings());
    var before = galleries();
    post(
        "/admin/faults/photoshelter",
        "{\"method\":\"POST\",\"path\":\".*/image/upload\",\"status\":500,\"after_applying\":true,\"times\":9}");
    post(
        "/admin/faults/ziflow",
        "{\"method\":\"POST\",\"path\":\"/v1/proofs\",\"status\":500,\"after_applying\":true,\"times\":1}");
    assertThat(run("doctor", "--write-test", "--config", config(at, "", ""))).isOne();
    assertThat(out()).contains("fail  Trial: a file is uploaded", "fail  Trial: a proof is made");
    assertThat(galleries()).isEqualTo(before);
    assertThat(fetched("/admin/ziflow/proofs")).doesNotContain("Proofline doctor");
  }

  @Test
  void rules_are_compared_with_the_accounts() throws Exception {
    var config = config(start(settings()), "", "");
    var rules = folder.resolve("live.yaml");
    Files.writeString(
        rules,
        """
        version: 1
        teams: { owner: [owner@sandbox.example] }
        select: { gallery: "Send to review" }
        reviews:
          - name: Many
            when: { gallery: "Nowhere/**" }
            ask:
              - { stage: A, team: owner }
              - { stage: B, team: owner }
              - { stage: C, team: owner }
              - { stage: D, team: owner }
        proof: { owner: owner }
        verdicts: { rejected: { decisions: [changes_required], reasons: ["No such reason"] } }
        approved:
          publish:
            - { when: { keyword: press }, to: "Campaigns/Landscapes" }
            - { when: { keyword: other }, to: "Press kit/{year}" }
        """);
    assertThat(run("rules", "check", rules.toString(), "--live", "--config", config))
        .as(err::toString)
        .isOne();
    assertThat(out())
        .contains("has no mistakes")
        .contains("pass  select 'Send to review'", "warn  when gallery 'Nowhere/**'")
        .contains("publish to 'Campaigns/Landscapes'", "private: only members see it")
        .contains("warn  publish to 'Press kit/{year}'", "no such gallery yet")
        .contains("fail  reason 'No such reason'")
        .contains("fail  stages of one proof", "4, and the account does not seem to be Enterprise");
    Files.writeString(rules, RULES.replace("Send to review", "Sent to review"));
    assertThat(run("rules", "check", rules.toString(), "--live", "--config", config)).isOne();
    assertThat(out()).contains("fail  select 'Sent to review'");
    assertThat(
            run(
                "rules",
                "check",
                folder.resolve("rules.yaml").toString(),
                "--live",
                "--config",
                config))
        .isZero();
  }

  private SandboxSettings settings() {
    return SandboxSettings.in(folder.resolve("accounts"));
  }

  private Sandbox start(SandboxSettings settings) {
    sandbox = Sandbox.start(settings);
    return sandbox;
  }

  private String config(Sandbox at, String hooks, String setting) throws IOException {
    var accounts = at.accounts();
    var file = folder.resolve("up.yaml");
    Files.writeString(folder.resolve("rules.yaml"), RULES);
    Files.writeString(folder.resolve("ziflow"), accounts.ziflowApiKey());
    Files.writeString(folder.resolve("v4"), accounts.photoshelterV4Key());
    Files.writeString(folder.resolve("v3"), accounts.photoshelterV3Key());
    Files.writeString(folder.resolve("password"), accounts.photoshelterPassword());
    Files.writeString(
        file,
        """
        account: acme
        data: data
        rules: rules.yaml
        hooks: %s
        files: { address: 'http://127.0.0.1:1' }
        ziflow: { api-key: 'file:%s/ziflow' }
        photoshelter:
          api-key: file:%s/v4
          v3-api-key: file:%s/v3
          email: %s
          password: file:%s/password
          organization-id: %s
        settings:
          proofline.workers.ziflow.base-url: %s/v1
          proofline.workers.photoshelter.base-url: %s/psapi/v4.0
          proofline.workers.photoshelter.v3-base-url: %s/psapi/v3
        %s
        """
            .formatted(
                hooks.isEmpty() ? "none" : "{ address: '%s' }".formatted(hooks),
                folder,
                folder,
                folder,
                accounts.photoshelterEmail(),
                folder,
                accounts.organizationId(),
                at.ziflow(),
                at.photoshelter(),
                at.photoshelter(),
                setting));
    return file.toString();
  }

  private String galleries() throws Exception {
    return fetched("/admin/photoshelter/galleries");
  }

  private String fetched(String path) throws Exception {
    return sent(HttpRequest.newBuilder(URI.create(sandbox.pages() + path)).build());
  }

  private void post(String path, String body) throws Exception {
    sent(
        HttpRequest.newBuilder(URI.create(sandbox.pages() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static String sent(HttpRequest request) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }

  private String out() {
    var text = out.toString();
    out.getBuffer().setLength(0);
    return text;
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    return Proofline.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
