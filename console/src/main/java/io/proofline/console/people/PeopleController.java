package io.proofline.console.people;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.access.Caller;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.request.Requests;
import io.proofline.console.web.Answers;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.JsonBody;
import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RulesFile;
import io.proofline.schemas.PersonKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import tools.jackson.databind.JsonNode;
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
  private final PersonKey personKey;

  PeopleController(
      ReadModels readModels, Erasures erasures, Answers answers, ConsoleProperties settings) {
    this.readModels = readModels;
    this.erasures = erasures;
    this.answers = answers;
    this.personKey = settings.personKey();
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
    var body = JsonBody.parse(text, Set.of("email", "person_id", "dry_run"));
    var email = body.optionalText("email", LONGEST);
    var personId = body.optionalText("person_id", LONGEST);
    if (body.flag("dry_run")) {
      return ResponseEntity.ok(known(erasures.id(email, personId)));
    }
    var erasure =
        erasures.erase(
            email,
            personId,
            key == null ? UUID.randomUUID().toString() : Requests.key(key),
            caller);
    var answer = answers.object();
    answer.put("person_id", erasure.personId());
    answer.put("request_id", erasure.requestId());
    return ResponseEntity.status(HttpStatus.ACCEPTED).body(answer);
  }

  private ObjectNode known(String personId) {
    var rules = rules(personId);
    var answer = answers.object();
    answer.put("person_id", personId);
    answer.set("person", find(personId).<JsonNode>map(person -> person).orElse(nothing()));
    var teams = answer.putArray("teams");
    rules.stream()
        .filter(RulesOfPerson::isInForce)
        .forEach(each -> each.teams().forEach(teams::add));
    answer.put("older_rules", (int) rules.stream().filter(each -> !each.isInForce()).count());
    return answer;
  }

  /** Rules with teams that have the address of a person. */
  private record RulesOfPerson(List<String> teams, boolean isInForce) {}

  private List<RulesOfPerson> rules(String personId) {
    return readModels
        .reader()
        .sql(
            """
            SELECT t.yaml, f.version FROM rules_text t
            LEFT JOIN rules_in_force f ON f.name = t.name AND f.version = t.version
            """)
        .query((row, _) ->
            new RulesOfPerson(teams(personId, row.getString(1)), row.getString(2) != null))
        .list()
        .stream()
        .filter(rules -> !rules.teams().isEmpty())
        .toList();
  }

  /** Rules of an older version may use features that are mistakes now; they have no teams then. */
  private List<String> teams(String personId, String yaml) {
    try {
      return RulesFile.read(yaml).teams().entrySet().stream()
          .filter(team ->
              team.getValue().stream()
                  .anyMatch(email -> personKey.idOf(email).filter(personId::equals).isPresent()))
          .map(Map.Entry::getKey)
          .sorted()
          .toList();
    } catch (InvalidRulesException _) {
      return List.of();
    }
  }

  private static JsonNode nothing() {
    return JsonNodeFactory.instance.nullNode();
  }
}
