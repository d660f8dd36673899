package io.proofline.workers.ziflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.sandbox.Sandbox;
import io.proofline.sandbox.SandboxSettings;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Secret;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.schemas.avro.EnsureContainer;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Origin;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.containers.Container;
import io.proofline.workers.containers.EnsureContainerWorker;
import io.proofline.workers.containers.PathSegment;
import io.proofline.workers.work.StepResult;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/**
 * Our client of Ziflow's folders against the simulator, for both answers to a created folder: the
 * folder, and a list with it. The public sources show both.
 */
class SimulatedFoldersTest {

  @TempDir Path directory;

  @ParameterizedTest(name = "in a list: {0}")
  @ValueSource(booleans = {false, true})
  void a_path_of_folders_is_created_once(boolean inList) {
    var defaults = ZiflowSettings.defaults();
    var answers = inList ? defaults.withCreatedFolderInList() : defaults;
    try (var sandbox = Sandbox.start(SandboxSettings.in(directory).with(answers));
        var ziflow = client(sandbox)) {
      var folders = new FolderContainerApi(ziflow);

      var jobs = created(folders, null, "Jobs 2026");
      var spring = created(folders, jobs, "Spring");

      assertThat(folders.listUnder(new PathSegment(jobs, "Spring", true)))
          .isEqualTo(new Success<>(List.of(new Container(spring, "Spring"))));
      assertThat(ensured(folders, "Jobs 2026/Spring")).contains(spring);
      assertThat(ensured(folders, "Jobs 2026/Spring/Bottles")).doesNotContain(spring);
      assertThat(folders.listUnder(new PathSegment(spring, "Bottles", true)))
          .isInstanceOfSatisfying(
              Success.class, found -> assertThat((List<?>) found.value()).hasSize(1));
    }
  }

  private static String created(FolderContainerApi folders, @Nullable String parent, String name) {
    var answer = folders.create(new PathSegment(parent, name, true), false);
    assertThat(answer).isInstanceOf(Success.class);
    return ((Success<Optional<String>>) answer).value().orElseThrow();
  }

  /** The id of a path's last folder; missing ones are created. */
  private static String ensured(FolderContainerApi folders, String path) {
    var worker =
        new EnsureContainerWorker(List.of(folders), Duration.ofMinutes(5), InstantSource.system());
    var command = ensure(path);
    var found = worker.prepare(command);
    var result = found instanceof StepResult.Done ? found : worker.create(command);
    assertThat(result).isInstanceOf(StepResult.Done.class);
    return ((StepResult.Done) result).result().toString();
  }

  private static Command ensure(String path) {
    var now = Instant.now();
    return Command.newBuilder()
        .setEnvelope(new Envelope("e", "demo", "test", Origin.LIVE, now, now, "c", null, null))
        .setCommandId("c")
        .setAssetId("a1")
        .setRound(1)
        .setKind(CommandKind.ENSURE_CONTAINER)
        .setEnsureContainer(
            EnsureContainer.newBuilder()
                .setSystem(ContainerSystem.ZIFLOW_FOLDER)
                .setPath(path)
                .build())
        .build();
  }

  private static ZiflowClient client(Sandbox sandbox) {
    return new ZiflowClient(
        new ZiflowProperties(
            URI.create(sandbox.ziflow() + "/v1"),
            Secret.of(sandbox.accounts().ziflowApiKey()),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            ZiflowProperties.ForbiddenMeans.REQUEST,
            ZiflowProperties.DownloadKey.API_HOST,
            Duration.ofSeconds(60),
            1_000,
            16,
            DataSize.ofMegabytes(1),
            DataSize.ofMegabytes(1),
            List.of(),
            List.of()),
        new PersonKey("person-key-of-16"));
  }
}
