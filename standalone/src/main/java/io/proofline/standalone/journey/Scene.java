package io.proofline.standalone.journey;

import io.proofline.standalone.journey.Waiting.Look;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a journey's steps are made of: what a person does, and what should be seen then. */
final class Scene {

  private static final String SELECT_GALLERY = "Send to review";
  private static final String SELECT_KEYWORD = "review:brand";

  private final LibraryDoor library;
  private final ProofingDoor proofing;
  private final HookDoor hook;
  private final Waiting waiting;
  private final Set<String> taken = new HashSet<>();
  private final List<String> seen = new ArrayList<>();
  private String step = "the start";

  Scene(LibraryDoor library, ProofingDoor proofing, HookDoor hook, Waiting waiting) {
    this.library = library;
    this.proofing = proofing;
    this.hook = hook;
    this.waiting = waiting;
  }

  /** A photograph of the library that nobody has asked about yet. */
  String untouchedPhotograph() {
    step = "finding a photograph";
    var gallery = library.gallery(SELECT_GALLERY);
    var asset =
        library.imagesOutside(gallery).stream()
            .filter(image -> !taken.contains(image))
            .filter(image -> proofing.proofsOf(image).isEmpty())
            .findFirst()
            .orElseThrow(() -> new JourneyFailed("every photograph has been reviewed already"));
    taken.add(asset);
    seen.add("asset " + asset);
    return asset;
  }

  void selectByGallery(String asset) {
    step = "putting it into the gallery " + SELECT_GALLERY;
    library.put(asset, library.gallery(SELECT_GALLERY));
  }

  void selectByKeyword(String asset) {
    step = "adding the keyword " + SELECT_KEYWORD;
    library.addKeyword(asset, SELECT_KEYWORD);
  }

  void selectByHook(String asset) {
    step = "calling the library hook";
    hook.select(asset);
  }

  String awaitProof(String asset) {
    step = "waiting for its proof";
    var proof = waiting.until("a proof of " + asset, () -> oneProof(asset));
    seen.add("proof " + proof);
    return proof;
  }

  void decide(String proof, String decision) {
    step = "deciding " + decision;
    proofing.decide(proof, decision);
  }

  void revoke(String proof) {
    step = "revoking the decision";
    proofing.revoke(proof);
  }

  void awaitStatus(String asset, String status) {
    step = "waiting for the status";
    waiting.until("the status '%s' of %s".formatted(status, asset), () -> status(asset, status));
    seen.add("'%s' written".formatted(status));
  }

  /** Looks at every photograph of all journeys once more. */
  void expectOneProofEach() {
    step = "counting proofs";
    for (var asset : taken) {
      int proofs = proofing.proofsOf(asset).size();
      if (proofs != 1) {
        throw new JourneyFailed("asset %s has %d proofs".formatted(asset, proofs));
      }
    }
    seen.add("%d assets, %d proofs".formatted(taken.size(), taken.size()));
  }

  /** What the journey saw since the last time. */
  List<String> takeSeen() {
    var now = List.copyOf(seen);
    seen.clear();
    return now;
  }

  String step() {
    return step;
  }

  private Look<String> oneProof(String asset) {
    var proofs = proofing.proofsOf(asset);
    if (proofs.size() > 1) {
      throw new JourneyFailed("asset %s has %d proofs".formatted(asset, proofs.size()));
    }
    return proofs.stream()
        .map(proof ->
            new Look<>(
                ready(proof.path("status").asString(""), id(proof)),
                proof.path("status").asString("")))
        .findFirst()
        .orElseGet(() -> new Look<>(Optional.empty(), "no proof"));
  }

  private Look<String> status(String asset, String wanted) {
    var found = library.status(asset);
    return new Look<>(Optional.of(found).filter(wanted::equals), "'%s'".formatted(found));
  }

  private static Optional<String> ready(String status, String proof) {
    return status.equals("in_progress") ? Optional.of(proof) : Optional.empty();
  }

  private static String id(JsonNode proof) {
    return proof.path("id").asString("");
  }
}
