package io.proofline.rules;

import io.proofline.policy.Route.Decides;
import io.proofline.policy.Route.Mail;
import io.proofline.policy.Route.Stage;
import java.util.List;
import java.util.Map;

/** Reads an {@code ask}; an address becomes a place in its team. */
record StageReader(Map<String, List<String>> teams) {

  List<Stage> stages(YamlSection asking) {
    return asking.sections("ask").stream().map(this::stage).toList();
  }

  private Stage stage(YamlSection stage) {
    var team = stage.text("team").orElse("");
    int person = stage.text("decides").map(one -> place(team, one)).orElse(-1);
    return new Stage(
        stage.text("stage").orElse(""),
        team,
        person >= 0 ? Decides.ONE : decides(stage),
        person >= 0 ? person : null,
        stage.text("after").orElse(null),
        stage.text("due").flatMap(ValueParser::due).orElse(null),
        stage.text("mail").flatMap(word -> ValueParser.constant(Mail.class, word)).orElse(null));
  }

  private int place(String team, String address) {
    return teams.getOrDefault(team, List.of()).stream()
        .map(a -> a.equalsIgnoreCase(address))
        .toList()
        .indexOf(true);
  }

  private static Decides decides(YamlSection stage) {
    return stage
        .text("decides")
        .flatMap(word -> ValueParser.constant(Decides.class, word))
        .orElse(Decides.EVERYONE);
  }
}
