package io.proofline.sandbox.watch;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.web.Input;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a client is expected to keep to, told over HTTP, and what is wrong when it does not. */
public final class Expectations {
  private final PickComplaints picks;
  private final PublicComplaints places;
  private final MailComplaints mails;

  /**
   * @param proofs newest first
   */
  public Expectations(
      Shelves shelves, Supplier<List<MarkedProof>> proofs, Supplier<List<Mail>> mails) {
    this.picks = new PickComplaints(shelves, proofs);
    this.places = new PublicComplaints(shelves, proofs);
    this.mails = new MailComplaints(mails);
  }

  /** None of a kind for which nobody told what is expected. */
  public List<Complaint> complaints() {
    return Stream.of(picks.all(), places.all(), mails.all()).flatMap(List::stream).toList();
  }

  void addTo(RoutesConfig routes) {
    routes.put("/admin/oracle/picks", this::expectPicks);
    routes.post(
        "/admin/oracle/picks/{asset}",
        call -> {
          picks.allow(call.pathParam("asset"));
          call.status(204);
        });
    routes.put("/admin/oracle/public", this::expectPublic);
    routes.put("/admin/oracle/mails", this::limitMails);
  }

  private void expectPicks(Context call) {
    var body = Input.json(call);
    var keywords = texts(body, "keywords").stream().map(Expectations::pattern).toList();
    picks.expect(new PickComplaints.Picks(texts(body, "galleries"), keywords));
    call.status(204);
  }

  private void expectPublic(Context call) {
    var body = Input.json(call);
    var field = body.path("field").asString(IptcField.EDIT_STATUS.label());
    if (IptcField.labelled(field).isEmpty()) {
      throw new BadRequestResponse("There is no IPTC field " + field);
    }
    places.expect(
        new PublicComplaints.Places(
            texts(body, "paths"), field, Set.copyOf(texts(body, "withdrawn"))));
    call.status(204);
  }

  private void limitMails(Context call) {
    var limit = Input.json(call).path("per_reviewer_and_hour");
    if (!limit.isInt()) {
      throw new BadRequestResponse("per_reviewer_and_hour is a number");
    }
    mails.limit(limit.asInt());
    call.status(204);
  }

  private static Pattern pattern(String keyword) {
    try {
      return Pattern.compile(keyword, Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw new BadRequestResponse("%s is no regular expression".formatted(keyword));
    }
  }

  private static List<String> texts(JsonNode body, String name) {
    return body.path(name).valueStream().map(JsonNode::asString).toList();
  }
}
