package io.proofline.journeys.soak;

import io.proofline.journeys.HookClient;
import io.proofline.journeys.JourneyFailedException;
import io.proofline.journeys.MarkerParser;
import io.proofline.journeys.SampleFiles;
import io.proofline.journeys.SandboxClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Performs random actions of photographers, reviewers and a partner system, and logs each. */
final class RandomUsers {

  private static final Logger LOG = LoggerFactory.getLogger(RandomUsers.class);
  private static final String SELECTING = "Send to review";
  private static final List<String> WORDS =
      List.of("product", "event", ExpectedProofs.PRESS, ExpectedProofs.PRESS);
  private static final int MOST_PHOTOGRAPHS = 400;
  private static final List<String> DECISIONS =
      List.of(
          "approved",
          "approved",
          "approved",
          "approved_with_changes",
          "changes_required",
          "changes_required",
          "not_relevant",
          "pending");

  /** An action that returns its description; empty if it isn't possible now. */
  private record UserAction(int weight, Supplier<Optional<String>> act) {}

  private final SandboxClient sandbox;
  private final HookClient hook;
  private final RandomGenerator random;
  private final ExpectedProofs expectedProofs = new ExpectedProofs();
  private final List<JsonNode> initialGalleries;
  private final List<UserAction> actions =
      List.of(
          new UserAction(10, this::upload),
          new UserAction(8, this::selectByGallery),
          new UserAction(6, this::selectByKeyword),
          new UserAction(6, this::selectByHook),
          new UserAction(4, this::unselect),
          new UserAction(6, this::file),
          new UserAction(6, this::tag),
          new UserAction(4, this::describe),
          new UserAction(3, this::retouch),
          new UserAction(6, this::comment),
          new UserAction(30, this::decide));
  private int uploads;
  private int actionCount;

  RandomUsers(SandboxClient sandbox, HookClient hook, RandomGenerator random) {
    this.sandbox = sandbox;
    this.hook = hook;
    this.random = random;
    this.initialGalleries = sandbox.galleries();
  }

  /** Draws an action and performs it, if it is possible now. */
  void performRandomAction() {
    drawAction()
        .act()
        .get()
        .ifPresent(description -> {
          actionCount++;
          LOG.info("Soak action {}: {}", actionCount, description);
        });
  }

  /** Expectations that follow from the actions so far. */
  ExpectedProofs expectedProofs() {
    return expectedProofs;
  }

  int actionCount() {
    return actionCount;
  }

  private UserAction drawAction() {
    int left = random.nextInt(actions.stream().mapToInt(UserAction::weight).sum());
    for (var userAction : actions) {
      left -= userAction.weight();
      if (left < 0) {
        return userAction;
      }
    }
    throw new IllegalStateException("The weights don't add up to their sum");
  }

  private Optional<String> upload() {
    if (sandbox.photographs().size() >= MOST_PHOTOGRAPHS) {
      return Optional.empty();
    }
    return any(galleries(name -> !name.equals(SELECTING)))
        .map(gallery -> {
          var name = "soak-%04d.jpg".formatted(++uploads);
          sandbox.upload(id(gallery), name, SampleFiles.jpeg(name));
          return "%s uploaded to %s".formatted(name, name(gallery));
        });
  }

  private Optional<String> selectByGallery() {
    return any(photographs(at -> !at.contains(SELECTING)))
        .map(photograph -> {
          expectedProofs.select(id(photograph));
          sandbox.addToGallery(selecting(), id(photograph));
          return "%s put into %s".formatted(id(photograph), SELECTING);
        });
  }

  private Optional<String> selectByKeyword() {
    return any(photographs(_ -> true).filter(each -> !keywords(each).contains("review:soak")))
        .map(photograph -> {
          expectedProofs.select(id(photograph));
          sandbox.addKeyword(id(photograph), "review:soak");
          return "%s got the keyword review:soak".formatted(id(photograph));
        });
  }

  private Optional<String> selectByHook() {
    return any(photographs(_ -> true))
        .map(photograph -> {
          expectedProofs.select(id(photograph));
          hook.select(id(photograph));
          return "%s selected by hook".formatted(id(photograph));
        });
  }

  /**
   * Unselects only photographs that have a proof: a selection that is undone before the next poll
   * may be missed.
   */
  private Optional<String> unselect() {
    var reviewed = sandbox.proofs().stream().map(MarkerParser::assetOf).collect(Collectors.toSet());
    return any(photographs(at -> at.contains(SELECTING) && at.size() > 1)
            .filter(each -> reviewed.contains(id(each))))
        .map(photograph -> {
          sandbox.removeFromGallery(selecting(), id(photograph));
          return "%s taken out of %s".formatted(id(photograph), SELECTING);
        });
  }

  private Optional<String> file() {
    return any(galleries(name -> !name.equals(SELECTING)))
        .flatMap(gallery ->
            any(photographs(at -> !at.contains(name(gallery))))
                .map(photograph -> {
                  sandbox.addToGallery(id(gallery), id(photograph));
                  return "%s put into %s".formatted(id(photograph), name(gallery));
                }));
  }

  private Optional<String> tag() {
    return any(photographs(_ -> true))
        .map(photograph -> {
          var word = "colour-" + random.nextInt(100);
          sandbox.addKeyword(id(photograph), word);
          return "%s got the keyword %s".formatted(id(photograph), word);
        });
  }

  /** Adds a keyword by which a rule picks it, or publishes it once it is approved. */
  private Optional<String> describe() {
    return any(photographs(_ -> true))
        .map(photograph -> {
          var word = WORDS.get(random.nextInt(WORDS.size()));
          if (!word.equals(ExpectedProofs.PRESS)) {
            expectedProofs.select(id(photograph));
          }
          sandbox.addKeyword(id(photograph), word);
          return "%s got the keyword %s".formatted(id(photograph), word);
        });
  }

  private Optional<String> retouch() {
    return any(openProofs())
        .map(proof -> {
          var name = "retouched-%04d.jpg".formatted(++uploads);
          sandbox.uploadVersion(id(proof), name, SampleFiles.jpeg(name));
          return "proof %s got a new version".formatted(id(proof));
        });
  }

  private Optional<String> comment() {
    return any(openProofs())
        .flatMap(proof ->
            any(proof.path("deciders").valueStream())
                .map(who -> {
                  sandbox.comment(id(proof), id(who), "A little brighter, please");
                  return "proof %s commented".formatted(id(proof));
                }));
  }

  private Optional<String> decide() {
    return any(openProofs())
        .flatMap(proof ->
            any(proof.path("deciders").valueStream())
                .map(who -> {
                  var decision = DECISIONS.get(random.nextInt(DECISIONS.size()));
                  sandbox.decide(id(proof), who.path("email").asString(""), decision);
                  return "proof %s decided: %s".formatted(id(proof), decision);
                }));
  }

  private Stream<JsonNode> openProofs() {
    var proofs = sandbox.proofs();
    var former = proofs.stream().map(MarkerParser::previousVersionOf).collect(Collectors.toSet());
    return proofs.stream()
        .filter(proof -> !former.contains(id(proof)))
        .filter(proof -> !proof.path("locked").asBoolean(false))
        .filter(proof ->
            Set.of("in_progress", "completed").contains(proof.path("status").asString("")));
  }

  private Stream<JsonNode> photographs(Predicate<List<String>> inGalleries) {
    return sandbox.photographs().stream()
        .filter(each -> !ExpectedProofs.isFinal(each))
        .filter(each -> inGalleries.test(texts(each.path("galleries"))));
  }

  /**
   * Galleries that existed at the start. Proofline manages the content of galleries that it
   * created.
   */
  private Stream<JsonNode> galleries(Predicate<String> byName) {
    return initialGalleries.stream().filter(gallery -> byName.test(name(gallery)));
  }

  private String selecting() {
    return galleries(SELECTING::equals)
        .map(RandomUsers::id)
        .findFirst()
        .orElseThrow(() -> new JourneyFailedException("The library has no gallery " + SELECTING));
  }

  private <T> Optional<T> any(Stream<T> of) {
    var all = of.toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }

  private static List<String> keywords(JsonNode photograph) {
    return texts(photograph.path("keywords"));
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static String id(JsonNode of) {
    return of.path("id").asString("");
  }

  private static String name(JsonNode of) {
    return of.path("name").asString("");
  }
}
