package io.proofline.sandbox.oracle;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.web.RequestInput;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Expectations about the client under test, set over HTTP, and the violations of them. */
public final class OracleExpectations {
  private final SelectionCheck selectionCheck;
  private final PublicationCheck publicationCheck;
  private final MailRateCheck mailRateCheck;

  /**
   * Expectations of one sandbox.
   *
   * @param proofs newest first
   */
  public OracleExpectations(
      LibraryView libraryView,
      Supplier<List<MarkedProof>> proofs,
      Supplier<List<ReceivedMail>> mails) {
    this.selectionCheck = new SelectionCheck(libraryView, proofs);
    this.publicationCheck = new PublicationCheck(libraryView, proofs);
    this.mailRateCheck = new MailRateCheck(mails);
  }

  /**
   * The violations of all expectations that were set; a kind without an expectation yields none.
   */
  public List<Violation> violations() {
    return Stream.of(
            selectionCheck.violations(), publicationCheck.violations(), mailRateCheck.violations())
        .flatMap(List::stream)
        .toList();
  }

  void addTo(RoutesConfig routes) {
    routes.put("/admin/oracle/picks", this::expectPicks);
    routes.post(
        "/admin/oracle/picks/{asset}",
        call -> {
          selectionCheck.allow(call.pathParam("asset"));
          call.status(204);
        });
    routes.put("/admin/oracle/public", this::expectPublic);
    routes.put("/admin/oracle/mails", this::limitMails);
  }

  private void expectPicks(Context call) {
    var body = RequestInput.json(call);
    var keywords = texts(body, "keywords").stream().map(OracleExpectations::pattern).toList();
    selectionCheck.expect(new SelectionCheck.SelectionCriteria(texts(body, "galleries"), keywords));
    call.status(204);
  }

  private void expectPublic(Context call) {
    var body = RequestInput.json(call);
    var field = body.path("field").asString(IptcField.EDIT_STATUS.label());
    if (IptcField.byLabel(field).isEmpty()) {
      throw new BadRequestResponse("There is no IPTC field " + field);
    }
    publicationCheck.expect(
        new PublicationCheck.PublishedPlaces(
            texts(body, "paths"), field, Set.copyOf(texts(body, "withdrawn"))));
    call.status(204);
  }

  private void limitMails(Context call) {
    var limit = RequestInput.json(call).path("per_reviewer_and_hour");
    if (!limit.isInt()) {
      throw new BadRequestResponse("per_reviewer_and_hour must be a number");
    }
    mailRateCheck.limit(limit.asInt());
    call.status(204);
  }

  private static Pattern pattern(String keyword) {
    try {
      return Pattern.compile(keyword, Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw new BadRequestResponse("%s is not a regular expression".formatted(keyword));
    }
  }

  private static List<String> texts(JsonNode body, String name) {
    return body.path(name).valueStream().map(JsonNode::asString).toList();
  }
}
