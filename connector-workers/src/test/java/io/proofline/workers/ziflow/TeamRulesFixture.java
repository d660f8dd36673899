package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.rules.RulesTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Rules of version v1 for tests that need only their teams. */
final class TeamRulesFixture {

  private TeamRulesFixture() {}

  static RulesTable of(
      String one,
      List<String> ones,
      String two,
      List<String> twos,
      String three,
      List<String> threes) {
    var rules = new RulesTable("default");
    rules.accept(
        "default@v1",
        RulesRecord.newBuilder()
            .setName("default")
            .setKind(RulesKind.TEXT)
            .setVersion("v1")
            .setPushedAt(Instant.EPOCH)
            .setText(
                RulesText.newBuilder()
                    .setYaml("")
                    .setTeams(Map.of(one, ones, two, twos, three, threes))
                    .build())
            .build());
    return rules;
  }
}
