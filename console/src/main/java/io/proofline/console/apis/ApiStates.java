package io.proofline.console.apis;

import io.proofline.console.pause.PauseQueries;
import io.proofline.console.pause.PauseTarget;
import io.proofline.console.readmodel.ApiWork.Api;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.web.Answers;
import io.proofline.console.web.SqlQuery;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Questions about the state of the APIs, and about the reviews whose work waits for them. */
@Component
public final class ApiStates {

  private final ReadModels readModels;
  private final InstantSource clock;

  ApiStates(ReadModels readModels, InstantSource clock) {
    this.readModels = readModels;
    this.clock = clock;
  }

  /** The state of each API, of the instances that have not ended. */
  List<ApiCondition> all() {
    var reports =
        readModels
            .reader()
            .sql("SELECT document FROM api_state WHERE valid_until > :now ORDER BY api, instance")
            .param("now", clock.millis())
            .query((row, _) -> new ReportedApi(Answers.document(row.getString(1))))
            .list();
    return Arrays.stream(Api.values())
        .map(api ->
            new ApiCondition(
                api, reports.stream().filter(report -> report.api().equals(api.word())).toList()))
        .toList();
  }

  /** The state of each API over all instances of the workers, as the answers have it. */
  public List<ObjectNode> describe() {
    return all().stream().map(ApiCondition::json).toList();
  }

  /** Why commands of reviews wait for an API, with what to do, by asset; nothing for the others. */
  public Map<String, String> of(List<String> assets) {
    var texts = new HashMap<String, String>();
    if (assets.isEmpty()) {
      return texts;
    }
    all().stream()
        .filter(ApiCondition::isTroubled)
        .forEach(state -> {
          var query = new SqlQuery().andIn("asset_id", "assets", assets);
          PauseQueries.addTo(query, PauseTarget.parse(state.api().word()));
          var text = "%s. %s".formatted(state.text(), state.nextStep());
          query
              .on(readModels.reader(), "SELECT asset_id FROM review" + query.where())
              .query(String.class)
              .list()
              .forEach(asset -> texts.merge(asset, text, (a, b) -> a + "; " + b));
        });
    return texts;
  }
}
