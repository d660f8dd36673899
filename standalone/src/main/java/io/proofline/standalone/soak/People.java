package io.proofline.standalone.soak;

import io.proofline.standalone.journey.HookDoor;
import io.proofline.standalone.journey.JourneyFailed;
import io.proofline.standalone.journey.Pictures;
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

/** Photographers, reviewers and a partner's system: each deed is drawn, and written to the log. */
final class People {

  private static final Logger LOG = LoggerFactory.getLogger(People.class);
  private static final String SELECTING = "Send to review";
  private static final List<String> WORDS = List.of("product", "event", Asked.PRESS, Asked.PRESS);
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

  /** Something that people do; empty when it can't be done just now. */
  private record Deed(int weight, Supplier<Optional<String>> act) {}

  private final SandboxDoor sandbox;
  private final HookDoor hook;
  private final RandomGenerator random;
  private final Asked asked = new Asked();
  private final List<JsonNode> theirs;
  private final List<Deed> deeds =
      List.of(
          new Deed(10, this::upload),
          new Deed(8, this::selectByGallery),
          new Deed(6, this::selectByKeyword),
          new Deed(6, this::selectByHook),
          new Deed(4, this::unselect),
          new Deed(6, this::file),
          new Deed(6, this::tag),
          new Deed(4, this::describe),
          new Deed(3, this::retouch),
          new Deed(6, this::comment),
          new Deed(30, this::decide));
  private int uploads;
  private int done;

  People(SandboxDoor sandbox, HookDoor hook, RandomGenerator random) {
    this.sandbox = sandbox;
    this.hook = hook;
    this.random = random;
    this.theirs = sandbox.galleries();
  }

  /** Does one thing, or finds that there is nothing to be done of the kind that was drawn. */
  void act() {
    drawn()
        .act()
        .get()
        .ifPresent(deed -> {
          done++;
          LOG.info("Soak deed {}: {}", done, deed);
        });
  }

  /** What a proof must follow. */
  Asked asked() {
    return asked;
  }

  int done() {
    return done;
  }

  private Deed drawn() {
    int left = random.nextInt(deeds.stream().mapToInt(Deed::weight).sum());
    for (var deed : deeds) {
      left -= deed.weight();
      if (left < 0) {
        return deed;
      }
    }
    throw new IllegalStateException("The weights add up to more than they are");
  }

  private Optional<String> upload() {
    if (sandbox.photographs().size() >= MOST_PHOTOGRAPHS) {
      return Optional.empty();
    }
    return any(galleries(name -> !name.equals(SELECTING)))
        .map(gallery -> {
          var name = "soak-%04d.jpg".formatted(++uploads);
          sandbox.upload(id(gallery), name, Pictures.jpeg(name));
          return "%s uploaded to %s".formatted(name, name(gallery));
        });
  }

  private Optional<String> selectByGallery() {
    return any(photographs(at -> !at.contains(SELECTING)))
        .map(photograph -> {
          asked.select(id(photograph));
          sandbox.put(selecting(), id(photograph));
          return "%s put into %s".formatted(id(photograph), SELECTING);
        });
  }

  private Optional<String> selectByKeyword() {
    return any(photographs(_ -> true).filter(each -> !keywords(each).contains("review:soak")))
        .map(photograph -> {
          asked.select(id(photograph));
          sandbox.addKeyword(id(photograph), "review:soak");
          return "%s got the keyword review:soak".formatted(id(photograph));
        });
  }

  private Optional<String> selectByHook() {
    return any(photographs(_ -> true))
        .map(photograph -> {
          asked.select(id(photograph));
          hook.select(id(photograph));
          return "%s selected by hook".formatted(id(photograph));
        });
  }

  /**
   * Takes the wish away again once it was answered: one that is gone before the library is looked
   * at may pass unseen.
   */
  private Optional<String> unselect() {
    var answered = sandbox.proofs().stream().map(Markers::asset).collect(Collectors.toSet());
    return any(photographs(at -> at.contains(SELECTING) && at.size() > 1)
            .filter(each -> answered.contains(id(each))))
        .map(photograph -> {
          sandbox.takeOut(selecting(), id(photograph));
          return "%s taken out of %s".formatted(id(photograph), SELECTING);
        });
  }

  private Optional<String> file() {
    return any(galleries(name -> !name.equals(SELECTING)))
        .flatMap(gallery ->
            any(photographs(at -> !at.contains(name(gallery))))
                .map(photograph -> {
                  sandbox.put(id(gallery), id(photograph));
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

  /** So that a rule picks it, or that it is published when it is approved. */
  private Optional<String> describe() {
    return any(photographs(_ -> true))
        .map(photograph -> {
          var word = WORDS.get(random.nextInt(WORDS.size()));
          if (!word.equals(Asked.PRESS)) {
            asked.select(id(photograph));
          }
          sandbox.addKeyword(id(photograph), word);
          return "%s got the keyword %s".formatted(id(photograph), word);
        });
  }

  private Optional<String> retouch() {
    return any(openProofs())
        .map(proof -> {
          var name = "retouched-%04d.jpg".formatted(++uploads);
          sandbox.uploadVersion(id(proof), name, Pictures.jpeg(name));
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
    var former = proofs.stream().map(Markers::previous).collect(Collectors.toSet());
    return proofs.stream()
        .filter(proof -> !former.contains(id(proof)))
        .filter(proof -> !proof.path("locked").asBoolean(false))
        .filter(proof ->
            Set.of("in_progress", "completed").contains(proof.path("status").asString("")));
  }

  private Stream<JsonNode> photographs(Predicate<List<String>> inGalleries) {
    return sandbox.photographs().stream()
        .filter(each -> !Asked.isFinal(each))
        .filter(each -> inGalleries.test(texts(each.path("galleries"))));
  }

  /**
   * Those that were there before Proofline made its own: what lies there, Proofline answers for.
   */
  private Stream<JsonNode> galleries(Predicate<String> byName) {
    return theirs.stream().filter(gallery -> byName.test(name(gallery)));
  }

  private String selecting() {
    return galleries(SELECTING::equals)
        .map(People::id)
        .findFirst()
        .orElseThrow(() -> new JourneyFailed("The library has no gallery " + SELECTING));
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
