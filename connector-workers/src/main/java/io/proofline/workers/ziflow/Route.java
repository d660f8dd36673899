package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.CreateProof;
import io.proofline.schemas.avro.Decides;
import io.proofline.schemas.avro.RulesText;
import io.proofline.schemas.avro.StageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Teams of a command become stages with addresses. Pure. */
final class Route {

  private Route() {}

  /** The first team of the command for which the rules have no address. */
  static Optional<String> unknownTeam(CreateProof asked, RulesText rules) {
    return Stream.concat(
            Stream.of(asked.getOwnerTeam()), asked.getStages().stream().map(StageRequest::getTeam))
        .filter(team -> addresses(rules, team).isEmpty())
        .findFirst();
  }

  static String owner(CreateProof asked, RulesText rules) {
    return addresses(rules, asked.getOwnerTeam()).getFirst();
  }

  /** Ziflow wants the owner on a stage: the first, without decision when not asked there. */
  static List<NewProof.Stage> stages(CreateProof asked, RulesText rules) {
    var owner = owner(asked, rules);
    var stages = new ArrayList<NewProof.Stage>();
    for (StageRequest stage : asked.getStages()) {
      var members = members(addresses(rules, stage.getTeam()), owner);
      if (stages.isEmpty() && members.stream().noneMatch(m -> same(m.email(), owner))) {
        members = Stream.concat(Stream.of(guest(owner)), members.stream()).toList();
      }
      stages.add(new NewProof.Stage(stage.getName(), finalStatus(stage.getDecides()), members));
    }
    return List.copyOf(stages);
  }

  private static NewProof.Member guest(String owner) {
    return new NewProof.Member(owner, false, true);
  }

  private static List<NewProof.Member> members(List<String> addresses, String owner) {
    return addresses.stream()
        .map(address -> new NewProof.Member(address, true, same(address, owner)))
        .toList();
  }

  private static String finalStatus(Decides decides) {
    return switch (decides) {
      case ANYONE -> "only_one_decision";
      case EVERYONE, ONE, UNKNOWN -> "all_decisions"; // asking too many is safer than too few
    };
  }

  private static List<String> addresses(RulesText rules, String team) {
    var seen = new ArrayList<String>();
    for (String address : rules.getTeams().getOrDefault(team, List.of())) {
      if (!address.isBlank() && seen.stream().noneMatch(known -> same(known, address))) {
        seen.add(address.strip());
      }
    }
    return List.copyOf(seen);
  }

  private static boolean same(String one, String other) {
    return one.strip().toLowerCase(Locale.ROOT).equals(other.strip().toLowerCase(Locale.ROOT));
  }
}
