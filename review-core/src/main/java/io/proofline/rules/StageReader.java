package io.proofline.rules;

import io.proofline.policy.Route.Decides;
import io.proofline.policy.Route.Mail;
import io.proofline.policy.Route.Stage;
import io.proofline.text.ComparableText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the stages of an {@code ask}. The address of a single decider becomes its index in the
 * team, so that rules hold no personal data outside {@code teams}.
 */
final class StageReader {

  private final Map<String, Map<ComparableText, Integer>> indexes = new HashMap<>();

  StageReader(Map<String, List<String>> teams) {
    teams.forEach((team, addresses) -> indexes.put(team, indexes(addresses)));
  }

  List<Stage> stages(YamlSection asking) {
    return asking.sections("ask").stream().map(this::stage).toList();
  }

  private Stage stage(YamlSection stage) {
    var team = stage.text("team").orElse("");
    int person = stage.text("decides").map(one -> indexInTeam(team, one)).orElse(-1);
    return new Stage(
        stage.text("stage").orElse(""),
        team,
        person >= 0 ? Decides.ONE : decides(stage),
        person >= 0 ? person : null,
        stage.text("after").orElse(null),
        stage.text("due").flatMap(ValueParser::due).orElse(null),
        stage.text("mail").flatMap(word -> ValueParser.constant(Mail.class, word)).orElse(null));
  }

  private int indexInTeam(String team, String address) {
    return indexes.getOrDefault(team, Map.of()).getOrDefault(new ComparableText(address), -1);
  }

  private static Map<ComparableText, Integer> indexes(List<String> addresses) {
    var indexes = new HashMap<ComparableText, Integer>();
    for (int i = 0; i < addresses.size(); i++) {
      indexes.putIfAbsent(new ComparableText(addresses.get(i)), i);
    }
    return indexes;
  }

  private static Decides decides(YamlSection stage) {
    return stage
        .text("decides")
        .flatMap(word -> ValueParser.constant(Decides.class, word))
        .orElse(Decides.EVERYONE);
  }
}
