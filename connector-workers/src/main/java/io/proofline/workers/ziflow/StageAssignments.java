package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.Decides;
import io.proofline.schemas.avro.RulesText;
import io.proofline.schemas.avro.StageRequest;
import io.proofline.text.ComparableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Translates a command's teams into Ziflow stages with e-mail addresses. Pure.
 *
 * @param ownerTeam the team whose first address owns the proof
 */
record StageAssignments(String ownerTeam, List<StageRequest> requestedStages, RulesText rules) {

  /** Why the stages can't be built from the rules; empty when they can. */
  Optional<String> problem() {
    var nobody =
        Stream.concat(Stream.of(ownerTeam), requestedStages.stream().map(StageRequest::getTeam))
            .filter(team -> addresses(team).isEmpty())
            .map("no address for team %s"::formatted);
    var noPerson =
        requestedStages.stream()
            .filter(stage -> stage.getDecides() == Decides.ONE && decider(stage).isEmpty())
            .map(stage ->
                "no person at place %s of team %s to decide in stage %s"
                    .formatted(stage.getPerson(), stage.getTeam(), stage.getName()));
    return Stream.concat(nobody, noPerson).findFirst();
  }

  String owner() {
    return addresses(ownerTeam).getFirst();
  }

  /** The stages, with the members of their teams only. */
  List<NewProof.NewStage> stages() {
    return requestedStages.stream().map(this::stage).toList();
  }

  /** Adds the owner to the first stage, as Ziflow requires; without a decision unless a member. */
  static List<NewProof.NewStage> withOwner(String owner, List<NewProof.NewStage> stages) {
    var all = new ArrayList<>(stages);
    var first = all.removeFirst();
    boolean isThere =
        first.members().stream()
            .anyMatch(newMember -> ComparableText.areEqual(newMember.email(), owner));
    var members =
        isThere ? Stream.<NewProof.NewMember>empty() : Stream.of(ownerWithoutDecision(owner));
    all.addFirst(
        new NewProof.NewStage(
            first.name(),
            first.finalStatus(),
            first.deadline(),
            Stream.concat(members, first.members().stream()).toList()));
    return List.copyOf(all);
  }

  /** The owner as a member who is not asked for a decision. */
  static NewProof.NewMember ownerWithoutDecision(String owner) {
    return new NewProof.NewMember(owner, false, true, null);
  }

  private NewProof.NewStage stage(StageRequest stage) {
    var members =
        addresses(stage.getTeam()).stream()
            .map(address ->
                new NewProof.NewMember(
                    address,
                    true,
                    ComparableText.areEqual(address, owner()),
                    stage.getNotification()))
            .toList();
    return new NewProof.NewStage(stage.getName(), finalStatus(stage), stage.getDeadline(), members);
  }

  private NewProof.FinalStatus finalStatus(StageRequest stage) {
    return switch (stage.getDecides()) {
      case ANYONE -> new NewProof.FinalStatus("only_one_decision", null);
      case ONE -> new NewProof.FinalStatus("primary_decision_maker", decider(stage).orElseThrow());
      case EVERYONE, UNKNOWN -> // too many decisions are safer than too few
          new NewProof.FinalStatus("all_decisions", null);
    };
  }

  /**
   * The deciding person's address: the place counts in the rules' list, the spelling is the
   * stage's.
   */
  private Optional<String> decider(StageRequest stage) {
    var place = stage.getPerson();
    var team = rules.getTeams().getOrDefault(stage.getTeam(), List.of());
    return place == null || place < 0 || place >= team.size()
        ? Optional.empty()
        : addresses(stage.getTeam()).stream()
            .filter(address -> ComparableText.areEqual(address, team.get(place)))
            .findFirst();
  }

  private List<String> addresses(String team) {
    var seen = new ArrayList<String>();
    for (String address : rules.getTeams().getOrDefault(team, List.of())) {
      if (!address.isBlank()
          && seen.stream().noneMatch(known -> ComparableText.areEqual(known, address))) {
        seen.add(address.strip());
      }
    }
    return List.copyOf(seen);
  }
}
