package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.StageRequest;
import io.proofline.schemas.avro.UpdateStages;
import io.proofline.text.ComparableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Computes which stages of a proof stay and which are added. Pure. A stage that is both dropped and
 * added is replaced; it stays when it already has the right people.
 *
 * @param current the proof's stages as read
 * @param kept the current stages that stay
 * @param added the new stages
 * @param owner the owner's address; Ziflow requires the owner on a stage
 */
record StagePlan(
    List<ProofDetails.StageDetails> current,
    List<ProofDetails.StageDetails> kept,
    List<NewProof.NewStage> added,
    String owner) {

  static StagePlan of(ProofDetails proof, UpdateStages asked, StageAssignments stageAssignments) {
    var owner = proof.owner() == null ? stageAssignments.owner() : proof.owner();
    var wanted = stageAssignments.stages();
    var dropped = names(asked.getDrop().stream());
    var kept =
        proof.stages().stream()
            .filter(stageDetails ->
                !dropped.contains(new ComparableText(stageDetails.name()))
                    || isReplaced(stageDetails, wanted, owner))
            .toList();
    var there = names(kept.stream().map(ProofDetails.StageDetails::name));
    var added =
        wanted.stream()
            .filter(newStage -> !there.contains(new ComparableText(newStage.name())))
            .toList();
    return new StagePlan(proof.stages(), kept, added, owner);
  }

  /** Whether a proof has the stages that the command requires, compared by name. */
  static boolean isApplied(ProofDetails proof, UpdateStages asked) {
    var there = names(proof.stages().stream().map(ProofDetails.StageDetails::name));
    var wanted = names(asked.getAdd().stream().map(StageRequest::getName));
    return there.containsAll(wanted)
        && names(asked.getDrop().stream()).stream()
            .noneMatch(drop -> there.contains(drop) && !wanted.contains(drop));
  }

  /** Whether the proof needs no change. */
  boolean isDone() {
    return added.isEmpty() && kept.size() == current.size();
  }

  /** Whether the proof would have no stage left. */
  boolean isEmpty() {
    return added.isEmpty() && kept.isEmpty();
  }

  /** The full list of stages for the request; Ziflow deletes every stage that is not in it. */
  List<Map<String, Object>> body() {
    var body = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < kept.size(); i++) {
      body.add(i == 0 && ownerIsMissing() ? withOwner(kept.get(i)) : id(kept.get(i).id()));
    }
    var fresh = kept.isEmpty() ? StageAssignments.withOwner(owner, added) : added;
    fresh.stream().map(RequestBodies::stage).forEach(body::add);
    return List.copyOf(body);
  }

  /** Whether the owner has to be added. A member without an address may be the owner: then not. */
  private boolean ownerIsMissing() {
    return kept.stream()
        .flatMap(stageDetails -> stageDetails.members().stream())
        .allMatch(memberDetails ->
            memberDetails.email() != null
                && !ComparableText.areEqual(memberDetails.email(), owner));
  }

  private Map<String, Object> withOwner(ProofDetails.StageDetails stageDetails) {
    var members = stageDetails.members().stream().map(memberDetails -> id(memberDetails.id()));
    var all =
        Stream.concat(
                members,
                Stream.of(RequestBodies.member(StageAssignments.ownerWithoutDecision(owner))))
            .toList();
    return Map.of("id", stageDetails.id(), "members", all);
  }

  private static boolean isReplaced(
      ProofDetails.StageDetails stageDetails, List<NewProof.NewStage> wanted, String owner) {
    return wanted.stream()
        .filter(each -> ComparableText.areEqual(each.name(), stageDetails.name()))
        .anyMatch(each -> people(stageDetails, owner).equals(people(each, owner)));
  }

  private static Set<ComparableText> people(ProofDetails.StageDetails stageDetails, String owner) {
    return emails(
        stageDetails.members().stream()
            .map(memberDetails -> memberDetails.email() == null ? "" : memberDetails.email()),
        owner);
  }

  private static Set<ComparableText> people(NewProof.NewStage newStage, String owner) {
    return emails(newStage.members().stream().map(NewProof.NewMember::email), owner);
  }

  /**
   * The members' addresses without the owner's, since the owner may be on a stage only because
   * Ziflow requires it.
   */
  private static Set<ComparableText> emails(Stream<String> emails, String owner) {
    return emails
        .filter(email -> !ComparableText.areEqual(email, owner))
        .map(ComparableText::new)
        .collect(Collectors.toSet());
  }

  private static Map<String, Object> id(String id) {
    return Map.of("id", id);
  }

  private static Set<ComparableText> names(Stream<String> names) {
    return names.map(ComparableText::new).collect(Collectors.toSet());
  }
}
