package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.web.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who reviews in a stage. */
final class Reviewers {
  private final Desk desk;
  private final ZiflowSettings settings;
  private final Course course;
  private final Changing changing;

  Reviewers(Desk desk, ZiflowSettings settings, Course course, Changing changing) {
    this.desk = desk;
    this.settings = settings;
    this.course = course;
    this.changing = changing;
  }

  /** Adds reviewers to a stage. */
  List<Member> addReviewers(String proofId, String stageId, JsonNode list, Contact user) {
    synchronized (desk) {
      var was = desk.proof(proofId);
      var stage = Changing.stage(was, stageId);
      var stageInput = new StageInput(desk, settings);
      var added = stageInput.members(list, stage.members());
      var ids = added.stream().map(Member::id).toList();
      var members =
          new ArrayList<>(
              stage.members().stream().filter(each -> !ids.contains(each.id())).toList());
      members.addAll(added);
      changing.store(
          was, was.withStage(stageId, each -> each.with(members)), stageInput, List.of(), user);
      return added;
    }
  }

  /** Changes the rights of one reviewer. */
  Member updateReviewer(
      String proofId, String stageId, String reviewer, JsonNode body, Contact user) {
    synchronized (desk) {
      var was = desk.proof(proofId);
      var member = reviewer(Changing.stage(was, stageId), reviewer);
      var stageInput = new StageInput(desk, settings);
      var changed =
          stageInput
              .members(
                  Json.toTree(List.of(((ObjectNode) body.deepCopy()).put("id", member.id()))),
                  List.of(member))
              .getFirst();
      changing.store(
          was,
          was.withStage(stageId, each -> each.withMember(member.id(), _ -> changed)),
          stageInput,
          List.of(),
          user);
      return changed;
    }
  }

  void removeReviewer(String proofId, String stageId, String reviewer, Contact user) {
    synchronized (desk) {
      var was = desk.proof(proofId);
      var gone = reviewer(Changing.stage(was, stageId), reviewer);
      var is =
          was.withStage(
              stageId,
              each ->
                  each.with(
                      each.members().stream()
                          .filter(member -> !member.id().equals(gone.id()))
                          .toList()));
      var stageInput = new StageInput(desk, settings);
      stageInput.check(is.stages(), course.owner(is));
      changing.store(was, is, stageInput, List.of(), user);
    }
  }

  Member reviewer(Stage stage, String idOrEmail) {
    return stage.members().stream()
        .filter(each ->
            each.id().equals(idOrEmail)
                || desk.contact(each.contactId())
                    .filter(contact -> contact.has(idOrEmail))
                    .isPresent())
        .findFirst()
        .orElseThrow(() -> Refused.notFound("reviewer", idOrEmail));
  }
}
