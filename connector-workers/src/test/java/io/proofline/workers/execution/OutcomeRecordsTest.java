package io.proofline.workers.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.WriteFields;
import io.proofline.workers.work.CommandResult;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeRecordsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final OutcomeRecords outcomeRecords = new OutcomeRecords(CommandRetryPolicyTest.SETTINGS);

  @Test
  void an_outcome_continues_the_trace_and_the_correlation_of_its_command() {
    var asked = traced(CommandFixtures.writeStatus("c1", "a1", "Approved"));
    var run =
        new CommandRuns(new ScriptedLibrary())
            .polled(CommandRuns.TOPICS.commandLanes().library(), asked);
    var done =
        new CommandTransition.Done(
            new CommandResult.FieldsWritten(new WriteFields("a1", List.of())));
    var dead = new CommandTransition.Dead("it was refused", "Look");

    var outcome = outcomeRecords.outcome(run, done, NOON, NOON).getEnvelope();
    var letter = outcomeRecords.deadLetter(run, "lane", dead, NOON).getEnvelope();

    for (var envelope : List.of(outcome, letter)) {
      assertThat(envelope.getTraceparent()).isEqualTo(TRACE);
      assertThat(envelope.getCorrelationId()).isEqualTo("correlation-c1");
      assertThat(envelope.getCausationId()).isEqualTo("event-c1");
    }
    assertThat(
            outcomeRecords.outcome(run, done, NOON, NOON.plusSeconds(1)).getEnvelope().getEventId())
        .isEqualTo(outcome.getEventId())
        .isNotEqualTo(letter.getEventId());
  }

  @Test
  void an_outcome_of_a_dead_command_has_its_cause_its_next_step_and_its_attempts() {
    var run =
        new CommandRuns(new ScriptedLibrary())
            .polled(
                CommandRuns.TOPICS.commandLanes().library(),
                CommandFixtures.writeStatus("c1", "a1", "Approved"));
    run.start(NOON);

    var outcome =
        outcomeRecords.outcome(
            run, new CommandTransition.Dead("it was refused", "Look"), NOON, NOON);

    assertThat(outcome.getReason()).isEqualTo("it was refused");
    assertThat(outcome.getNextStep()).isEqualTo("Look");
    assertThat(outcome.getAttempts()).isEqualTo(1);
    assertThat(outcome.getLane()).isEqualTo("photoshelter");
    var tooLong = new CommandTransition.Dead("x".repeat(501), "y".repeat(501));
    assertThat(outcomeRecords.outcome(run, tooLong, NOON, NOON).getNextStep())
        .isEqualTo("y".repeat(500));
  }

  private static Command traced(Command command) {
    return Command.newBuilder(command)
        .setEnvelope(Envelope.newBuilder(command.getEnvelope()).setTraceparent(TRACE).build())
        .build();
  }
}
