package io.proofline.workers.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.ContainerReady;
import io.proofline.schemas.avro.ContainerSystem;
import io.proofline.schemas.avro.EnsureContainer;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.execution.CommandFixtures;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnsureContainerWorkerTest {

  private static final NoUsableResponse SILENCE = new NoUsableResponse(Api.ZIFLOW, "time-out");

  private final InMemoryContainers containers = new InMemoryContainers();
  private Instant now = Instant.parse("2026-05-01T10:00:00Z");
  private final EnsureContainerWorker worker =
      new EnsureContainerWorker(List.of(containers), Duration.ofMinutes(5), () -> now);

  @Test
  void an_existing_container_is_found_and_nothing_is_created() {
    var jobs = containers.put(null, "Jobs");
    var spring = containers.put(jobs, "Spring");

    assertThat(worker.prepare(ensure("c1", "Jobs/Spring"))).isEqualTo(ready("Jobs/Spring", spring));
    assertThat(containers.journal).containsExactly("under null", "under " + jobs);
  }

  @Test
  void the_exact_name_is_preferred_and_case_and_outer_blanks_are_ignored() {
    containers.put(null, "JOBS");
    var exact = containers.put(null, " Jobs ");
    var spring = containers.put(exact, "SPRING");

    assertThat(worker.prepare(ensure("c1", " Jobs/ spring")))
        .isEqualTo(ready(" Jobs/ spring", spring));
  }

  @Test
  void a_container_is_found_in_each_normal_form_of_its_name() {
    var review = containers.put(null, "Review");
    var decomposed = containers.put(review, "Fu\u0308r Presse");

    assertThat(worker.prepare(ensure("c1", "Review/Für Presse")))
        .isEqualTo(ready("Review/Für Presse", decomposed));
  }

  @Test
  void paths_that_differ_in_normal_form_or_case_create_one_container() {
    containers.lag();

    assertThat(worker.create(ensure("c1", "Für Presse"))).isEqualTo(ready("Für Presse", "f1"));
    for (String same : List.of("Fu\u0308r Presse", "FÜR PRESSE")) {
      assertThat(worker.create(ensure("c2", same))).isEqualTo(ready(same, "f1"));
    }
    assertThat(containers.all()).containsExactly("null/Für Presse");
  }

  @Test
  void a_path_in_another_normal_form_waits_for_an_unanswered_creation() {
    containers.lag();
    containers.loseAnswer(SILENCE);
    worker.create(ensure("c1", "Für Presse"));

    assertThat(worker.create(ensure("c2", "Fu\u0308r Presse/Mai")))
        .isInstanceOf(StepResult.RetryLater.class);
  }

  @Test
  void each_missing_segment_is_one_creation_under_its_parent() {
    var command = ensure("c1", "Jobs/Spring/Bottles");

    assertThat(worker.prepare(command)).isEqualTo(new StepResult.Ready());
    assertThat(worker.create(command)).isEqualTo(new StepResult.Ready());
    assertThat(worker.create(command)).isEqualTo(new StepResult.Ready());
    assertThat(worker.create(command)).isEqualTo(ready("Jobs/Spring/Bottles", "f3"));
    assertThat(containers.all()).containsExactly("null/Jobs", "f1/Spring", "f2/Bottles");
  }

  @Test
  void a_container_created_by_others_since_the_preparation_is_not_created_again() {
    var command = ensure("c1", "Jobs");
    worker.prepare(command);
    var theirs = containers.put(null, "Jobs");

    assertThat(worker.create(command)).isEqualTo(ready("Jobs", theirs));
  }

  @Test
  void hidden_is_passed_on() {
    worker.create(command("c1", folder("Jobs").setHidden(true)));

    assertThat(containers.journal).contains("make Jobs, hidden");
  }

  @Test
  void another_command_waits_for_the_look_up_after_an_unanswered_creation() {
    containers.lag();
    containers.loseAnswer(SILENCE);
    var silent = ensure("c1", "Jobs");
    var other = ensure("c2", "jobs/Spring");

    assertThat(worker.create(silent)).isEqualTo(new StepResult.ApiFailure(SILENCE));
    assertThat(worker.lookUp(silent)).isEqualTo(new StepResult.Ready());
    assertThat(worker.create(other)).isInstanceOf(StepResult.RetryLater.class);
    containers.catchUp();
    assertThat(worker.lookUp(silent)).isEqualTo(ready("Jobs", "f1"));
    assertThat(worker.create(other)).isEqualTo(ready("jobs/Spring", "f2"));
    assertThat(containers.all()).containsExactly("null/Jobs", "f1/Spring");
  }

  @Test
  void the_lock_of_a_command_that_never_returns_expires() {
    containers.loseAnswer(SILENCE);
    worker.create(ensure("c1", "Jobs"));
    now = now.plus(Duration.ofMinutes(5));

    assertThat(worker.create(ensure("c2", "Jobs"))).isEqualTo(ready("Jobs", "f1"));
  }

  @Test
  void a_refused_creation_releases_the_lock() {
    var refusal = new Rejected(Api.ZIFLOW, 422, "edition");
    containers.refuseMaking(refusal);

    assertThat(worker.create(ensure("c1", "Jobs"))).isEqualTo(new StepResult.ApiFailure(refusal));
    assertThat(worker.create(ensure("c2", "Jobs"))).isEqualTo(ready("Jobs", "f1"));
  }

  @Test
  void an_unanswered_listing_is_an_api_failure_and_no_possible_creation() {
    containers.failReading(SILENCE);
    assertThat(worker.prepare(ensure("c1", "Jobs"))).isEqualTo(new StepResult.ApiFailure(SILENCE));
    containers.failReading(SILENCE);
    assertThat(worker.create(ensure("c1", "Jobs"))).isInstanceOf(StepResult.RetryLater.class);
    assertThat(worker.create(ensure("c2", "Jobs"))).isEqualTo(ready("Jobs", "f1"));
  }

  @Test
  void an_id_is_cached_for_its_time_to_live_and_then_looked_up_again() {
    var id = containers.put(null, "Jobs");
    worker.prepare(ensure("c1", "Jobs"));
    worker.prepare(ensure("c2", "Jobs"));
    assertThat(containers.journal).hasSize(1);

    now = now.plus(Duration.ofMinutes(5));
    assertThat(worker.prepare(ensure("c3", "Jobs"))).isEqualTo(ready("Jobs", id));
    assertThat(containers.journal).hasSize(2);
  }

  @Test
  void a_later_round_does_not_use_a_cached_id() {
    var gone = containers.put(null, "Jobs");
    worker.prepare(ensure("c1", "Jobs"));
    containers.remove(gone);

    assertThat(worker.prepare(ensure("c1", "Jobs"))).isEqualTo(ready("Jobs", gone));
    var again = retried(ensure("c2", "Jobs"));
    assertThat(worker.prepare(again)).isEqualTo(new StepResult.Ready());
    assertThat(worker.create(again)).isEqualTo(ready("Jobs", "f2"));
  }

  @Test
  void a_deleted_parent_is_evicted_and_created_again() {
    var jobs = containers.put(null, "Jobs");
    containers.put(jobs, "Spring");
    worker.prepare(ensure("c1", "Jobs/Spring"));
    containers.remove(jobs);
    var command = ensure("c2", "Jobs/Autumn");

    assertThat(worker.prepare(command)).isInstanceOf(StepResult.RetryLater.class);
    assertThat(worker.prepare(command)).isEqualTo(new StepResult.Ready());
    assertThat(worker.create(command)).isEqualTo(new StepResult.Ready());
    assertThat(worker.create(command)).isEqualTo(ready("Jobs/Autumn", "f4"));
  }

  @Test
  void a_new_container_is_known_until_its_system_lists_it() {
    containers.lag();
    var command = ensure("c1", "Jobs/Spring");
    assertThat(worker.create(command)).isEqualTo(new StepResult.Ready());

    assertThat(worker.prepare(retried(command))).isInstanceOf(StepResult.RetryLater.class);
    containers.catchUp();
    assertThat(worker.create(retried(command))).isEqualTo(ready("Jobs/Spring", "f2"));
    assertThat(containers.all()).containsExactly("null/Jobs", "f1/Spring");
  }

  @Test
  void an_unsupported_system_and_an_empty_path_are_dead() {
    var gallery = command("c1", folder("Jobs").setSystem(ContainerSystem.GALLERY));

    assertThat(worker.api(gallery)).isEqualTo(Api.PHOTOSHELTER);
    assertThat(worker.prepare(gallery)).isInstanceOf(StepResult.Dead.class);
    assertThat(worker.api(ensure("c2", "x"))).isEqualTo(Api.ZIFLOW);
    assertThat(worker.lookUp(ensure("c3", " / "))).isInstanceOf(StepResult.Dead.class);
  }

  private static Command ensure(String id, String path) {
    return command(id, folder(path));
  }

  private static EnsureContainer.Builder folder(String path) {
    return EnsureContainer.newBuilder().setSystem(ContainerSystem.ZIFLOW_FOLDER).setPath(path);
  }

  private static Command command(String id, EnsureContainer.Builder asked) {
    return CommandFixtures.command(id, "a1", CommandKind.ENSURE_CONTAINER)
        .setEnsureContainer(asked.build())
        .build();
  }

  private static Command retried(Command command) {
    return Command.newBuilder(command).setRound(2).build();
  }

  private static StepResult ready(String path, String id) {
    return new StepResult.Done(
        new CommandResult.ContainerReady(
            new ContainerReady(ContainerSystem.ZIFLOW_FOLDER, path, id)));
  }
}
