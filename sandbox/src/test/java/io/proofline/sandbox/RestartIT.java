package io.proofline.sandbox;

import static io.proofline.sandbox.ProofRequests.body;
import static io.proofline.sandbox.ProofRequests.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answered changes survive a stop and a kill. */
class RestartIT {
  private static final int MANY = 3_000;

  @TempDir Path data;

  @Test
  void every_answered_change_survives_a_restart() {
    String proofId;
    String mediaId;
    SandboxCredentials accounts;
    try (var sandbox = Sandbox.start(SandboxSettings.in(data));
        var webhookReceiver = new WebhookReceiver()) {
      accounts = sandbox.accounts();
      var library = PhotoShelterAuthenticationIT.loggedIn(sandbox);
      mediaId =
          PhotoShelterAuthenticationIT.first(library.get("/search?per_page=1"))
              .path("id")
              .asString();
      library.json("PATCH", "/media/%s/iptc".formatted(mediaId), Map.of("edit_status", "Approved"));
      var picture =
          webhookReceiver.serveFile(
              "fig.jpg", PhotoShelterAuthenticationIT.resource("fig-in-red-bowl.jpg"));
      var proofRequests = new ProofRequests(sandbox);
      var proof = proofRequests.ready(body("restart", picture, stage("Brand", "cy@example.com")));
      proofRequests.decide(proof, "cy@example.com", "approved");
      proofId = proof.path("id").asString();
    }
    try (var again = Sandbox.start(SandboxSettings.in(data))) {
      assertThat(again.accounts()).isEqualTo(accounts);
      var proof = new ProofRequests(again).read(proofId);
      assertThat(proof.path("decision_status").asString()).isEqualTo("approved");
      var library = PhotoShelterAuthenticationIT.loggedIn(again);
      assertThat(
              library
                  .get("/media/%s/iptc".formatted(mediaId))
                  .json()
                  .path("data")
                  .path("attributes")
                  .path("edit_status")
                  .asString())
          .isEqualTo("Approved");
      assertThat(library.get("/search").json().path("meta").path("paging").path("total").asInt())
          .isEqualTo(8);
    }
  }

  @Test
  void a_killed_process_loses_no_answered_change() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("log").toFile())
            .start();
    String kept;
    try {
      var pages = awaitPages();
      var admin = HttpCaller.at(pages, "/admin");
      kept = admin.get("/photoshelter/media").json().get(MANY - 1).path("id").asString();
      assertThat(
              admin
                  .json(
                      "POST",
                      "/photoshelter/media/%s/keywords/after-kill".formatted(kept),
                      Map.of())
                  .status())
          .isEqualTo(204);
    } finally {
      process.destroyForcibly().waitFor();
    }
    Files.writeString(
        data.resolve("sandbox/photoshelter.jsonl"),
        "{\"change\":\"MediaSt",
        java.nio.file.StandardOpenOption.APPEND);
    try (var again = Sandbox.start(SandboxSettings.in(data.resolve("sandbox")))) {
      var admin = HttpCaller.at(again.pages(), "/admin");
      assertThat(admin.get("/photoshelter/media").json()).hasSize(MANY);
      var media = admin.get("/photoshelter/media/" + kept).json();
      assertThat(media.path("keywords").valueStream().map(word -> word.asString()))
          .contains("after-kill");
    }
  }

  @Test
  void an_unfinished_file_fetch_is_repeated_after_the_restart() {
    try (var webhookReceiver = new WebhookReceiver()) {
      webhookReceiver.setUnresponsive(true);
      var picture =
          webhookReceiver.serveFile(
              "fig.jpg", PhotoShelterAuthenticationIT.resource("fig-in-red-bowl.jpg"));
      String id;
      try (var sandbox = Sandbox.start(SandboxSettings.in(data))) {
        id =
            new ProofRequests(sandbox)
                .create(body("later", picture, stage("Brand", "cy@example.com")));
        assertThat(new ProofRequests(sandbox).read(id).path("status").asString())
            .isEqualTo("uploading");
      }
      webhookReceiver.setUnresponsive(false);
      try (var again = Sandbox.start(SandboxSettings.in(data))) {
        await()
            .atMost(Duration.ofSeconds(10))
            .until(() ->
                new ProofRequests(again).read(id).path("status").asString().equals("in_progress"));
      }
    }
  }

  private List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        SandboxMain.class.getName(),
        "--data",
        data.resolve("sandbox").toString(),
        "--port-base",
        "any",
        "--assets",
        String.valueOf(MANY));
  }

  private URI awaitPages() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Files.readString(data.resolve("log")).contains("data  "));
    try {
      var line =
          Files.readAllLines(data.resolve("log")).stream()
              .filter(each -> each.contains("pages "))
              .findFirst()
              .orElseThrow();
      return URI.create(line.strip().split("\\s+")[1]);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
