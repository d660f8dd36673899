package io.proofline.console.people;

import io.proofline.console.access.Caller;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.request.Requests;
import io.proofline.console.web.Answers;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.JsonBody;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows what is known of a person, and erases it. */
@RestController
@RequestMapping("/api/v1/people")
final class PeopleController {

  private static final int LONGEST = 200;

  private final ReadModels readModels;
  private final Erasures erasures;
  private final Answers answers;

  PeopleController(ReadModels readModels, Erasures erasures, Answers answers) {
    this.readModels = readModels;
    this.erasures = erasures;
    this.answers = answers;
  }

  /** A person by id, with the number of comments whose texts are stored. */
  @GetMapping("/{personId}")
  ObjectNode person(@PathVariable String personId) {
    var person =
        find(personId)
            .orElseThrow(
                () -> ApiException.notFound("No person %.80s is known.".formatted(personId)));
    var answer = answers.object();
    answer.set("person", person);
    return answer;
  }

  private Optional<ObjectNode> find(String personId) {
    return readModels
        .reader()
        .sql(
            """
            SELECT p.person_id, p.name, p.email, p.erased_at,
              (SELECT count(*) FROM comment_text c
               WHERE c.person_id = p.person_id AND c.comment_body IS NOT NULL)
            FROM person p WHERE p.person_id = :id
            """)
        .param("id", personId)
        .query((row, _) -> {
          var person = JsonNodeFactory.instance.objectNode();
          person.put("id", row.getString(1));
          person.put("name", row.getString(2));
          person.put("email", row.getString(3));
          long erased = row.getLong(4);
          person.put("erased_at", row.wasNull() ? null : Instant.ofEpochMilli(erased).toString());
          person.put("comments", row.getInt(5));
          return person;
        })
        .optional();
  }

  /**
   * Erases a person's name, address and texts of comments, in every store. Decisions stay in the
   * audit trail, under the id.
   */
  @PostMapping("/erasures")
  ResponseEntity<ObjectNode> erase(
      @RequestBody String text,
      @RequestHeader(name = Requests.KEY_HEADER, required = false) @Nullable String key,
      @AuthenticationPrincipal Caller caller) {
    var body = JsonBody.parse(text, Set.of("email", "person_id"));
    var erasure =
        erasures.erase(
            body.optionalText("email", LONGEST),
            body.optionalText("person_id", LONGEST),
            key == null ? UUID.randomUUID().toString() : Requests.key(key),
            caller);
    var answer = answers.object();
    answer.put("person_id", erasure.personId());
    answer.put("request_id", erasure.requestId());
    return ResponseEntity.status(HttpStatus.ACCEPTED).body(answer);
  }
}
