package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.PhotographerSteps.SEND_TO_REVIEW;
import static io.proofline.journeys.PhotographerSteps.aPhotographWithoutAReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographerPutsItInto;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.aReviewerDecides;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.cli.config.ServiceAddresses;
import io.proofline.cli.config.UpConfigReader;
import io.proofline.sandbox.Sandbox;
import io.proofline.sandbox.SandboxSettings;
import io.proofline.standalone.DataDirectory;
import io.proofline.standalone.Ports;
import io.proofline.standalone.UpInstallation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code up} with the simulators as the real accounts. */
class UpInstallationIT {

  private static final String RULES =
      """
      version: 1
      teams: { owner: [owner@sandbox.example] }
      select: { gallery: "Send to review" }
      otherwise: { ask: [ { stage: Desk, team: owner } ] }
      proof: { owner: owner }
      write: { edit_status: { in_review: In review, approved: Approved } }
      withdrawn: { keep_in: Withdrawn }
      reread: { open: 10s }
      """;

  @TempDir Path folder;

  private Sandbox sandbox;

  @BeforeEach
  void accounts() {
    sandbox = Sandbox.start(SandboxSettings.in(folder.resolve("accounts")));
  }

  @AfterEach
  void end() {
    sandbox.close();
  }

  @Test
  void a_verdict_arrives_by_webhook() throws Exception {
    var ports = Ports.free();
    var hooks =
        "hooks: { address: 'http://127.0.0.1:%d', port: %d }"
            .formatted(ports.pages(), ports.pages());
    try (var upInstallation = up(hooks, ports)) {
      var serviceAddresses = upInstallation.start();
      upInstallation.awaitFirstPass();
      assertThat(serviceAddresses.health())
          .containsOnlyKeys("gateway", "processor", "workers", "console");
      assertThat(webhooks())
          .singleElement()
          .satisfies(hook -> {
            assertThat(hook.path("name").asString()).isEqualTo("proofline-acme");
            assertThat(hook.path("target").asString())
                .isEqualTo("http://127.0.0.1:%d/hooks/ziflow".formatted(ports.pages()));
          });
      assertThat(statusOf(serviceAddresses.files() + "/actuator/health")).isEqualTo(404);
      assertThat(statusOf(serviceAddresses.health().get("workers").toString())).isEqualTo(200);
      fromSelectionToVerdict(serviceAddresses);
    }
    try (var again = up(hooks, ports)) {
      again.start();
      assertThat(webhooks()).hasSize(1);
    }
    try (var away = up(hooks, ports)) {
      sandbox.close();
      assertThat(away.start().health()).containsKey("gateway");
    }
  }

  @Test
  void without_webhooks_a_verdict_is_seen_by_a_reread() throws Exception {
    var ports = Ports.free();
    try (var upInstallation = up("hooks: none", ports)) {
      var serviceAddresses = upInstallation.start();
      upInstallation.awaitFirstPass();
      assertThat(serviceAddresses.health()).containsOnlyKeys("processor", "workers", "console");
      assertThat(webhooks()).isEmpty();
      fromSelectionToVerdict(serviceAddresses);
    }
  }

  private void fromSelectionToVerdict(ServiceAddresses serviceAddresses) {
    try (var journeyEnvironment =
        new JourneyEnvironment(
            addresses(serviceAddresses), new PollingWait(Duration.ofMinutes(2), _ -> {}))) {
      var journeyRun = new JourneyRun(journeyEnvironment);
      Stream.of(
              aPhotographWithoutAReview(),
              aPhotographerPutsItInto(SEND_TO_REVIEW),
              itsProofIsThere(),
              aReviewerDecides(APPROVED),
              itsStatusBecomes("Approved"))
          .forEach(step -> step.play(journeyRun));
    }
  }

  private UpInstallation up(String hooks, Ports ports) throws Exception {
    var accounts = sandbox.accounts();
    Files.writeString(folder.resolve("rules.yaml"), RULES);
    Files.writeString(folder.resolve("password"), accounts.photoshelterPassword() + "\n");
    var file =
        Files.writeString(
            folder.resolve("up.yaml"),
            """
            account: acme
            data: data
            rules: rules.yaml
            port-base: %d
            poll-every: 1s
            %s
            files: { address: 'http://127.0.0.1:%d', port: %d }
            ziflow: { api-key: 'env:ZIFLOW' }
            photoshelter:
              api-key: env:V4
              v3-api-key: env:V3
              email: %s
              password: file:%s
              organization-id: %s
            settings:
              proofline.workers.ziflow.base-url: %s/v1
              proofline.workers.photoshelter.base-url: %s/psapi/v4.0
              proofline.workers.photoshelter.v3-base-url: %s/psapi/v3
              proofline.workers.ziflow.calls-per-second: 50
              proofline.workers.photoshelter.calls-per-second: 50
            """
                .formatted(
                    freeBase(),
                    hooks,
                    ports.files(),
                    ports.files(),
                    accounts.photoshelterEmail(),
                    folder.resolve("password"),
                    accounts.organizationId(),
                    sandbox.ziflow(),
                    sandbox.photoshelter(),
                    sandbox.photoshelter()));
    var environment =
        Map.of(
            "ZIFLOW", accounts.ziflowApiKey(),
            "V4", accounts.photoshelterV4Key(),
            "V3", accounts.photoshelterV3Key());
    var read = UpConfigReader.read(file, environment::get);
    return new UpInstallation(read, DataDirectory.open(read.data()), _ -> {});
  }

  private DemoAddresses addresses(ServiceAddresses serviceAddresses) {
    var accounts = sandbox.accounts();
    return new DemoAddresses(
        serviceAddresses.processor(),
        sandbox.ziflow(),
        sandbox.photoshelter(),
        serviceAddresses.registry(),
        sandbox.pages(),
        URI.create(sandbox.ziflow() + "/v1"),
        URI.create(sandbox.photoshelter() + "/psapi/v3"),
        URI.create(sandbox.photoshelter() + "/psapi/v4.0"),
        serviceAddresses.processor(),
        serviceAddresses.console(),
        serviceAddresses.files(),
        serviceAddresses.kafka(),
        serviceAddresses.account(),
        serviceAddresses.health(),
        new DemoAddresses.Keys(
            accounts.ziflowApiKey(),
            accounts.photoshelterV3Key(),
            accounts.photoshelterV4Key(),
            accounts.photoshelterEmail(),
            accounts.photoshelterPassword(),
            accounts.organizationId(),
            "",
            "",
            serviceAddresses.secrets().consoleToken()));
  }

  private List<JsonNode> webhooks() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(sandbox.ziflow() + "/v1/webhooks"))
              .header("apikey", sandbox.accounts().ziflowApiKey())
              .build();
      return JsonMapper.shared()
          .readTree(http.send(request, BodyHandlers.ofString()).body())
          .valueStream()
          .toList();
    }
  }

  private static int statusOf(String address) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(address)).build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private static int freeBase() {
    return KillAndRestartIT.freeBase();
  }
}
