package io.proofline.workers.ziflow;

import io.proofline.schemas.avro.StageRequest;
import io.proofline.schemas.avro.UpdateStages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which stages of a proof stay, and which are new. Pure. A stage that is to be dropped and added is
 * one to be replaced: it stays when the people on it are those that it shall have.
 *
 * @param owner whom Ziflow wants on a stage
 */
record StagePlan(
    List<KnownProof.Stage> all,
    List<KnownProof.Stage> kept,
    List<NewProof.Stage> added,
    String owner) {

  static StagePlan of(KnownProof proof, UpdateStages asked, Route route) {
    var owner = proof.owner() == null ? route.owner() : proof.owner();
    var wanted = route.stages();
    var dropped = names(asked.getDrop().stream());
    var kept =
        proof.stages().stream()
            .filter(
                stage -> !dropped.contains(name(stage.name())) || isReplaced(stage, wanted, owner))
            .toList();
    var there = names(kept.stream().map(KnownProof.Stage::name));
    var added = wanted.stream().filter(stage -> !there.contains(name(stage.name()))).toList();
    return new StagePlan(proof.stages(), kept, added, owner);
  }

  /** Whether a proof that was written has the stages that were asked for, by their names. */
  static boolean stands(KnownProof proof, UpdateStages asked) {
    var there = names(proof.stages().stream().map(KnownProof.Stage::name));
    var wanted = names(asked.getAdd().stream().map(StageRequest::getName));
    return there.containsAll(wanted)
        && names(asked.getDrop().stream()).stream()
            .noneMatch(drop -> there.contains(drop) && !wanted.contains(drop));
  }

  /** Whether the proof is as it shall be. */
  boolean isDone() {
    return added.isEmpty() && kept.size() == all.size();
  }

  /** Whether nothing would be left. */
  boolean isEmpty() {
    return added.isEmpty() && kept.isEmpty();
  }

  /** The full list, as it is sent: what is left out of it, Ziflow deletes. */
  List<Map<String, Object>> body() {
    var body = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < kept.size(); i++) {
      body.add(i == 0 && ownerIsMissing() ? withOwner(kept.get(i)) : id(kept.get(i).id()));
    }
    var fresh = kept.isEmpty() ? Route.withOwner(owner, added) : added;
    fresh.stream().map(Bodies::stage).forEach(body::add);
    return List.copyOf(body);
  }

  /** Somebody whose address is not said may be the owner; then it stays as it is. */
  private boolean ownerIsMissing() {
    return kept.stream()
        .flatMap(stage -> stage.members().stream())
        .allMatch(member -> member.email() != null && !Route.same(member.email(), owner));
  }

  private Map<String, Object> withOwner(KnownProof.Stage stage) {
    var members = stage.members().stream().map(member -> id(member.id()));
    var all = Stream.concat(members, Stream.of(Bodies.member(Route.guest(owner)))).toList();
    return Map.of("id", stage.id(), "members", all);
  }

  private static boolean isReplaced(
      KnownProof.Stage stage, List<NewProof.Stage> wanted, String owner) {
    return wanted.stream()
        .filter(each -> name(each.name()).equals(name(stage.name())))
        .anyMatch(each -> people(stage, owner).equals(people(each, owner)));
  }

  private static Set<String> people(KnownProof.Stage stage, String owner) {
    return emails(
        stage.members().stream().map(member -> member.email() == null ? "" : member.email()),
        owner);
  }

  private static Set<String> people(NewProof.Stage stage, String owner) {
    return emails(stage.members().stream().map(NewProof.Member::email), owner);
  }

  /** The owner may stand on a stage without being asked. */
  private static Set<String> emails(Stream<String> emails, String owner) {
    return emails
        .filter(email -> !Route.same(email, owner))
        .map(Route::plain)
        .collect(Collectors.toSet());
  }

  private static Map<String, Object> id(String id) {
    return Map.of("id", id);
  }

  private static Set<String> names(Stream<String> names) {
    return names.map(StagePlan::name).collect(Collectors.toSet());
  }

  private static String name(String name) {
    return name.strip();
  }
}
