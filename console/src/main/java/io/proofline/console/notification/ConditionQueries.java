package io.proofline.console.notification;

import io.proofline.console.notification.OperationalConditions.Condition;
import io.proofline.console.notification.OperationalConditions.ConditionKind;
import io.proofline.console.notification.OperationalConditions.Observation;
import io.proofline.console.pause.PauseQueries;
import io.proofline.console.readmodel.ReadModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** Finds the conditions that hold now. */
final class ConditionQueries {

  private final ReadModels readModels;
  private final PauseQueries pauses;
  private final SilenceQueries silences;

  ConditionQueries(ReadModels readModels, PauseQueries pauses, SilenceQueries silences) {
    this.readModels = readModels;
    this.pauses = pauses;
    this.silences = silences;
  }

  /**
   * The pauses, the causes for which work waits for an operator, the exhausted subscriptions, and
   * the silent sources.
   *
   * @throws io.proofline.console.readmodel.ReadModelIncompleteException while no read model answers
   */
  Observation present(List<Subscription> subscriptions) {
    var present = new ArrayList<Condition>();
    for (var pause : pauses.all()) {
      var data = JsonNodeFactory.instance.objectNode();
      data.put("target", pause.target().word());
      data.put("since", pause.since().toString());
      var until = pause.until();
      data.put("until", until == null ? null : until.toString());
      present.add(
          new Condition(
              ConditionKind.PAUSE,
              pause.target().word() + ":" + pause.since().toEpochMilli(),
              data));
    }
    readModels
        .reader()
        .sql(
            "SELECT waits, sum(assets) FROM review_count WHERE waits IN ('dead_command',"
                + " 'unanswered') GROUP BY waits HAVING sum(assets) > 0")
        .query(row -> {
          var data = JsonNodeFactory.instance.objectNode();
          data.put("cause", row.getString(1));
          data.put("assets", row.getLong(2));
          present.add(new Condition(ConditionKind.WAITING, row.getString(1), data));
        });
    for (var subscription : subscriptions) {
      if (subscription.exhaustedAt() != null) {
        var data = JsonNodeFactory.instance.objectNode();
        data.put("subscription", subscription.id());
        data.put("name", subscription.definition().name());
        present.add(new Condition(ConditionKind.EXHAUSTION, subscription.id(), data));
      }
    }
    var silent = silences.present();
    silent.ifPresent(present::addAll);
    return new Observation(present, silent.isPresent() ? Set.of() : Set.of(ConditionKind.SILENCE));
  }
}
