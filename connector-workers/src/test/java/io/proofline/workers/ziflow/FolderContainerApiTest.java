package io.proofline.workers.ziflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.schemas.avro.EnsureContainer;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.containers.Container;
import io.proofline.workers.containers.EnsureContainerWorker;
import io.proofline.workers.containers.PathSegment;
import io.proofline.workers.execution.CommandFixtures;
import io.proofline.workers.work.StepResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FolderContainerApiTest {

  private final FakeZiflow server = new FakeZiflow();
  private final ZiflowClient client = server.client();
  private final FolderContainerApi folderContainerApi = new FolderContainerApi(client);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void folders_are_listed_under_their_parent_without_archived_ones() {
    var jobs = server.folder(null, "Jobs");
    var spring = server.folder(jobs, "Spring");
    server.folders.get(server.folder(jobs, "Old")).put("archived", true);

    assertThat(folderContainerApi.listUnder(new PathSegment(null, "x", false)))
        .isEqualTo(new Success<>(List.of(new Container(jobs, "Jobs"))));
    assertThat(folderContainerApi.listUnder(new PathSegment(jobs, "x", true)))
        .isEqualTo(new Success<>(List.of(new Container(spring, "Spring"))));
    assertThat(server.journal).last().asString().endsWith("?include=subfolders_only");
  }

  @Test
  void child_folders_are_read_in_each_form_that_the_docs_allow() {
    var child = Map.of("id", "f2", "name", "Spring", "parent_folder_id", "f1");
    var grandchild = Map.of("id", "f3", "name", "Spring", "parent_folder_id", "f2");
    for (Object body :
        List.of(
            List.of(child, grandchild),
            Map.of("id", "f1", "name", "Jobs", "subfolders", List.of(child)),
            Map.of("folders", List.of(Map.of("folder_id", "f2", "name", "Spring"))))) {
      server.replyOnce(Reply.ok(body));
      assertThat(folderContainerApi.listUnder(new PathSegment("f1", "Spring", true)))
          .isEqualTo(new Success<>(List.of(new Container("f2", "Spring"))));
    }
    server.replyOnce(Reply.ok(Map.of("id", "f1", "name", "Jobs")));
    assertThat(folderContainerApi.listUnder(new PathSegment("f1", "Spring", true)))
        .isEqualTo(new Success<>(List.of()));
  }

  @Test
  void a_folder_is_created_under_its_parent_and_hidden_if_requested() {
    var jobs = server.folder(null, "Jobs");

    assertThat(folderContainerApi.create(new PathSegment(jobs, "Spring", true), true))
        .isEqualTo(new Success<>(Optional.of("f2")));
    assertThat(server.folders.get("f2").path("parent_folder_id").asString()).isEqualTo(jobs);
    assertThat(server.folders.get("f2").path("private").asBoolean()).isTrue();
    assertThat(folderContainerApi.create(new PathSegment(null, "Top", true), false))
        .isEqualTo(new Success<>(Optional.of("f3")));
    assertThat(server.folders.get("f3").path("private").asBoolean()).isFalse();
  }

  @Test
  void the_id_of_a_new_folder_is_read_from_an_object_or_a_list() {
    for (Object body :
        List.of(
            Map.of("id", "f9", "name", "Top"),
            List.of(Map.of("id", "f9")),
            List.of(Map.of("id", "f1", "name", "Jobs"), Map.of("id", "f9", "name", "Top")))) {
      server.replyOnce(Reply.ok(body));
      assertThat(folderContainerApi.create(new PathSegment(null, "Top", true), false))
          .isEqualTo(new Success<>(Optional.of("f9")));
    }
    server.replyOnce(new Reply(200, Map.of(), new byte[0]));
    assertThat(folderContainerApi.create(new PathSegment(null, "Top", true), false))
        .isEqualTo(new Success<>(Optional.empty()));
  }

  @Test
  void a_deleted_parent_is_not_found() {
    assertThat(folderContainerApi.listUnder(new PathSegment("f7", "Spring", true)))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.error()).isInstanceOf(NotFound.class));
  }

  @Test
  void forty_concurrent_requests_for_one_new_path_create_each_folder_once() throws Exception {
    var worker =
        new EnsureContainerWorker(
            List.of(folderContainerApi), Duration.ofMinutes(5), InstantSource.system());
    var together = new CyclicBarrier(40);
    var ends = new ArrayList<Future<StepResult>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        var command = ensure("c" + i, "Jobs/Spring/" + (i % 2 == 0 ? "Bottles" : "Cans"));
        ends.add(threads.submit(() -> toItsEnd(worker, command, together)));
      }
    }
    for (Future<StepResult> end : ends) {
      assertThat(end.get()).isInstanceOf(StepResult.Done.class);
    }
    assertThat(server.folders.values().stream().map(folder -> folder.path("name").asString()))
        .containsExactlyInAnyOrder("Jobs", "Spring", "Bottles", "Cans");
  }

  /** Repeats steps like the command loop, without its pauses. */
  private static StepResult toItsEnd(
      EnsureContainerWorker worker, Command command, CyclicBarrier together) throws Exception {
    assertThat(worker.prepare(command)).isEqualTo(new StepResult.Ready());
    together.await();
    while (true) {
      var made = worker.create(command);
      var stepResult = made instanceof StepResult.Done ? made : worker.prepare(command);
      if (stepResult instanceof StepResult.Done) {
        return stepResult;
      }
    }
  }

  private static Command ensure(String id, String path) {
    return CommandFixtures.command(id, "a1", CommandKind.ENSURE_CONTAINER)
        .setEnsureContainer(
            EnsureContainer.newBuilder()
                .setSystem(ContainerSystem.ZIFLOW_FOLDER)
                .setPath(path)
                .build())
        .build();
  }
}
