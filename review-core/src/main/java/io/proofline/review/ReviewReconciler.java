package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.FieldMapping;
import io.proofline.policy.FieldText;
import io.proofline.policy.OnApproval;
import io.proofline.policy.Route;
import io.proofline.policy.Rules;
import io.proofline.policy.UsageStatus;
import io.proofline.policy.Verdict;
import io.proofline.text.ComparableText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes the commands that a review requires: the desired state by the rules minus the known
 * state. The most urgent come first: withdrawals, then field texts, proofs and stages, then
 * publications.
 *
 * <p>Longer than 300 lines because every command compares the same review with the same rules.
 */
final class ReviewReconciler {

  private final Review review;
  private final Rules rules;
  private final EffectiveVerdict effectiveVerdict;
  private final PublicationTargets publicationTargets;
  private final Map<String, String> values;
  private final List<RequiredCommand> required = new ArrayList<>();

  private ReviewReconciler(Review review, Rules rules, EffectiveVerdict effectiveVerdict) {
    this.review = review;
    this.rules = rules;
    this.effectiveVerdict = effectiveVerdict;
    this.publicationTargets = PublicationTargets.of(review, rules);
    // an approved asset is described by the approving proof, even if a newer one is open
    this.values = TemplateValues.of(review, rules);
  }

  static List<RequiredCommand> of(Review review, Rules rules, EffectiveVerdict effectiveVerdict) {
    var all = new ReviewReconciler(review, rules, effectiveVerdict);
    all.collect();
    return List.copyOf(all.required);
  }

  private void collect() {
    reads();
    var route = review.route();
    boolean idle = (route == null || route.watch()) && !review.overrides().withdrawn();
    if (idle || review.pickState().finalOf() != null) {
      return;
    }
    if (review.library().isThere()) {
      review.placements().files().forEach(this::withdrawal);
      review.placements().files().forEach(this::texts);
      if (route != null && !route.watch() && !review.overrides().paused()) {
        proof(route);
        review.placements().files().forEach(this::statusGallery);
        review.proofs().newest().ifPresent(_ -> removeSelection());
        fileFinal();
        effectiveVerdict.approvedFile(review).ifPresent(this::publication);
      }
    }
  }

  private void reads() {
    var libraryState = review.library();
    if (libraryState.readsRequested() > 0) {
      required.add(new RequiredCommand.ReadAsset(libraryState.readsRequested()));
    }
    for (var proof : review.proofs().all()) {
      if (proof.readsRequested() > 0) {
        required.add(proof.requiredRead());
      }
    }
    for (var unmatchedProof : review.proofs().unmatched()) {
      if (unmatchedProof.read() == null) {
        required.add(new RequiredCommand.ReadProof(unmatchedProof.proofId(), 1));
      }
    }
    boolean hasProof = review.proofs().newest().isPresent();
    if (hasProof && libraryState.file().isInDoubt() && libraryState.isThere()) {
      required.add(new RequiredCommand.Fingerprint(libraryState.file().looks()));
    }
  }

  /** Removes the file from each gallery where Proofline published it and it no longer belongs. */
  private void withdrawal(LibraryFile libraryFile) {
    boolean usable =
        effectiveVerdict
            .approvedFile(review)
            .filter(c -> c.mediaId().equals(libraryFile.mediaId()))
            .isPresent();
    for (var place : libraryFile.places()) {
      boolean belongs = usable && publicationTargets.hasGallery(place.path());
      if (place.purpose() == LibraryFile.Purpose.PUBLISHED && place.inside() && !belongs) {
        leave(libraryFile, place.galleryId(), place.path());
      }
    }
    if (!usable) {
      galleriesBeingEntered(libraryFile)
          .forEach(id -> leave(libraryFile, id, review.placements().pathOf(id).orElse(id)));
    }
  }

  /** Galleries that an unanswered command may be adding the file to right now. */
  private Set<String> galleriesBeingEntered(LibraryFile libraryFile) {
    var ids = new HashSet<String>();
    for (var issuedCommand : review.commands().all()) {
      if (issuedCommand.kind() == RequiredCommand.CommandKind.ENTER_GALLERY
          && issuedCommand.open()
          && issuedCommand.target().equals(RequiredCommand.EnterGallery.PUBLISHED)
          && issuedCommand.key().startsWith(libraryFile.mediaId() + "/")) {
        ids.add(issuedCommand.key().substring(libraryFile.mediaId().length() + 1));
      }
    }
    return ids;
  }

  private void leave(LibraryFile libraryFile, String galleryId, String path) {
    required.add(
        new RequiredCommand.LeaveGallery(libraryFile.mediaId(), galleryId, path, keepIn(), true));
  }

  private @Nullable String keepIn() {
    var path = rules.withdrawnGallery();
    return path == null ? null : ensure(ContainerKind.GALLERY, path, true).orElse(null);
  }

  /** Only images have IPTC fields; other file types get a status gallery. */
  private void texts(LibraryFile libraryFile) {
    var asset = Objects.requireNonNull(review.library().asset());
    if (asset.type() != Asset.MediaType.IMAGE || !hasStarted()) {
      return;
    }
    var status = effectiveVerdict.statusOf(review, libraryFile);
    var missing =
        desiredTexts(status).stream().filter(f -> !isWritten(libraryFile, asset, f)).toList();
    if (!missing.isEmpty()) {
      required.add(
          new RequiredCommand.WriteFields(
              libraryFile.mediaId(), missing, withdrawsApproval(libraryFile, asset, status)));
    }
  }

  private boolean hasStarted() {
    return review.proofs().newest().isPresent() || review.overrides().withdrawn();
  }

  /** The field texts of the status; a cancelled undecided review clears its texts. */
  private List<FieldText> desiredTexts(UsageStatus status) {
    boolean cancelled = review.overrides().cancelled() && status == UsageStatus.IN_REVIEW;
    var texts = rules.fieldMapping().textsFor(status, values);
    return cancelled
        ? texts.stream().map(t -> new FieldText(t.name(), "", t.onlyIfEmpty())).toList()
        : texts;
  }

  /** The status is in every snapshot; of other fields only Proofline's own writes are known. */
  private boolean isWritten(LibraryFile libraryFile, Asset asset, FieldText field) {
    boolean isRead =
        field.name().equals(FieldMapping.STATUS_FIELD) && libraryFile.proofId() == null;
    var known = isRead ? asset.status() : libraryFile.written().get(field.name());
    return isSameText(field.text(), isRead && known == null ? "" : known)
        || (field.onlyIfEmpty() && libraryFile.written().containsKey(field.name()));
  }

  /** A library may store a text in another Unicode normal form than it was written in. */
  private static boolean isSameText(String wanted, @Nullable String known) {
    return known != null && ComparableText.nfc(wanted).equals(ComparableText.nfc(known));
  }

  /** Whether the write ends an approval that the status field shows. */
  private boolean withdrawsApproval(LibraryFile libraryFile, Asset asset, UsageStatus status) {
    var approved = rules.fieldMapping().statusText(UsageStatus.APPROVED);
    var known =
        libraryFile.proofId() == null
            ? asset.status()
            : libraryFile.written().get(FieldMapping.STATUS_FIELD);
    return status == UsageStatus.WITHDRAWN
        || (status != UsageStatus.APPROVED && isSame(known, approved));
  }

  private static boolean isSame(@Nullable String known, @Nullable String approved) {
    return known != null && approved != null && ComparableText.areEqual(known, approved);
  }

  private void proof(Route route) {
    var proofs = review.proofs();
    var own = proofs.ofVersion(review.library().file().version());
    var newest = proofs.newest();
    if (review.overrides().cancelled()) {
      newest
          .filter(p -> !p.isGone() && effectiveVerdict.verdict() == Verdict.OPEN)
          .ifPresent(this::delete);
    } else if (own.isEmpty()) {
      create(route);
    } else if (newest.get().isFailed()) {
      newest.filter(_ -> !proofs.hasFailedTooOften()).ifPresent(this::delete);
    } else {
      newest.ifPresent(p -> stages(route, p));
    }
  }

  private void delete(Proof proof) {
    required.add(new RequiredCommand.DeleteProof(proof.id()));
  }

  private void create(Route route) {
    var version = review.library().file().version();
    var again = review.proofs().againAt();
    boolean waits = again != null && review.now().isBefore(again);
    boolean withdrawn = review.overrides().withdrawn();
    if (waits || withdrawn || !hasProofPermit(route, version)) {
      return;
    }
    var folder = folder(route);
    if (folder.isPresent()) {
      var asset = Objects.requireNonNull(review.library().asset());
      var settings = route.proof();
      var name = settings.name() == null ? asset.fileName() : settings.name().fill(values);
      required.add(
          new RequiredCommand.CreateProof(
              version,
              review.pickState().selections(),
              previous(),
              name,
              folder.get().id(),
              route,
              withDeadlines(route.stages().stream().filter(s -> s.after() == null).toList())));
    }
  }

  private @Nullable String previous() {
    return review.proofs().newest().filter(p -> !p.isGone()).map(Proof::id).orElse(null);
  }

  /**
   * Every proof needs a permit, since a person may have paused the rule. Selected assets count
   * against the limit but don't wait for it.
   */
  private boolean hasProofPermit(Route route, int version) {
    boolean waits = !review.pickState().isSelected();
    var proofPermit =
        new RequiredCommand.ProofPermit(
            version, waits, rules.timing().proofsPerHour(), route.rule());
    var asked = review.commands().lastFor(proofPermit);
    if (asked.isEmpty()) {
      required.add(proofPermit);
    }
    return asked.filter(a -> a.state() == IssuedCommand.CommandState.DONE).isPresent();
  }

  /** The Ziflow folder; empty while it has to be found or created. */
  private Optional<Folder> folder(Route route) {
    var settings = route.proof();
    var path = settings.folderPath();
    if (path == null || path.hasUnknownNames(values)) {
      return Optional.of(new Folder(settings.folder()));
    }
    return ensure(ContainerKind.ZIFLOW_FOLDER, path.fill(values), false).map(Folder::new);
  }

  private record Folder(@Nullable String id) {}

  private Optional<String> ensure(ContainerKind containerKind, String path, boolean hidden) {
    var id = review.placements().idOf(containerKind, path);
    if (id == null) {
      required.add(new RequiredCommand.EnsureContainer(containerKind, path, hidden));
    }
    return Optional.ofNullable(id);
  }

  /**
   * Adds stages that can start now or were required later; removes those that a reroute dropped.
   */
  private void stages(Route route, Proof proof) {
    var state = proof.state();
    if (state == null || state.gone() || state.archived() || state.stages().isEmpty()) {
      return;
    }
    var add =
        route.stages().stream()
            .filter(s -> state.stage(s.name()).isEmpty())
            .filter(s -> rules.verdictPolicy().isReadyToStart(s, state))
            .toList();
    var drop = route.dropped().stream().filter(s -> state.stage(s).isPresent()).toList();
    if (!add.isEmpty() || !drop.isEmpty()) {
      required.add(new RequiredCommand.UpdateStages(proof.id(), route, withDeadlines(add), drop));
    }
  }

  private List<RequiredCommand.StageWithDeadline> withDeadlines(List<Route.Stage> stages) {
    return stages.stream().map(s -> new RequiredCommand.StageWithDeadline(s, deadline(s))).toList();
  }

  private @Nullable Instant deadline(Route.Stage stage) {
    return stage.due() == null ? null : rules.calendar().deadline(review.now(), stage.due());
  }

  private void statusGallery(LibraryFile libraryFile) {
    var asset = Objects.requireNonNull(review.library().asset());
    if (asset.type() == Asset.MediaType.IMAGE || !hasStarted()) {
      return;
    }
    var path =
        rules.fieldMapping().statusGalleries().get(effectiveVerdict.statusOf(review, libraryFile));
    libraryFile.places().stream()
        .filter(
            p -> p.purpose() == LibraryFile.Purpose.STATUS && p.inside() && !isSamePath(p, path))
        .forEach(p ->
            required.add(
                new RequiredCommand.LeaveGallery(
                    libraryFile.mediaId(),
                    p.galleryId(),
                    p.path(),
                    path == null ? null : review.placements().idOf(ContainerKind.GALLERY, path),
                    false)));
    if (path != null) {
      enter(libraryFile, path, false);
    }
  }

  private static boolean isSamePath(LibraryFile.Place place, @Nullable String path) {
    return path != null && ComparableText.areEqual(place.path(), path);
  }

  private void enter(LibraryFile libraryFile, String path, boolean publishes) {
    if (libraryFile.placeAt(path).isEmpty()) {
      ensure(ContainerKind.GALLERY, path, false)
          .ifPresent(id ->
              required.add(
                  new RequiredCommand.EnterGallery(libraryFile.mediaId(), id, path, publishes)));
    }
  }

  /** Removes the selection once a proof exists, so that the asset can be selected again. */
  private void removeSelection() {
    var asset = Objects.requireNonNull(review.library().asset());
    var moveTo = rules.select().moveTo();
    for (var gallery : asset.galleries()) {
      if (rules.select().selects(gallery) && (moveTo != null || asset.galleries().size() > 1)) {
        moveTarget(asset, moveTo)
            .ifPresent(keep ->
                required.add(
                    new RequiredCommand.LeaveGallery(
                        review.assetId(), gallery.id(), gallery.path(), keep.id(), false)));
      }
    }
    var selectingKeywords = asset.keywords().stream().filter(rules.select()::selects).toList();
    if (!selectingKeywords.isEmpty() && asset.type() == Asset.MediaType.IMAGE) {
      required.add(new RequiredCommand.DropKeywords(review.assetId(), selectingKeywords));
    }
  }

  private Optional<Folder> moveTarget(Asset asset, @Nullable String moveTo) {
    return moveTo == null || asset.galleries().size() > 1
        ? Optional.of(
            new Folder(
                moveTo == null ? null : review.placements().idOf(ContainerKind.GALLERY, moveTo)))
        : ensure(ContainerKind.GALLERY, moveTo, false).map(Folder::new);
  }

  private void fileFinal() {
    if (rules.onApproval().store() != OnApproval.Store.NEW_ASSET) {
      return;
    }
    effectiveVerdict
        .unfiledProof(review)
        .ifPresent(proof -> {
          var asset = Objects.requireNonNull(review.library().asset());
          required.add(
              new RequiredCommand.FileFinal(
                  proof.id(),
                  proof.version(),
                  StableIds.marker(review.account(), review.assetId(), proof.id()),
                  rules.fieldMapping().textsFor(UsageStatus.APPROVED, values),
                  asset.galleries().stream()
                      .filter(this::isLeftOut)
                      .map(Asset.Gallery::id)
                      .toList(),
                  asset.keywords().stream().filter(rules.select()::selects).toList()));
        });
  }

  private boolean isLeftOut(Asset.Gallery gallery) {
    return rules.select().selects(gallery)
        || review.placements().files().stream()
            .flatMap(c -> c.places().stream())
            .anyMatch(p -> p.galleryId().equals(gallery.id()));
  }

  /** Publishes the file, once its status field shows the approval. */
  private void publication(LibraryFile libraryFile) {
    if (publicationTargets.galleryPaths().isEmpty()
        || review.library().file().isInDoubt()
        || !isStatusWritten(libraryFile)) {
      return;
    }
    var keep = rules.withdrawnGallery();
    if (keep != null && ensure(ContainerKind.GALLERY, keep, true).isEmpty()) {
      return;
    }
    publicationTargets.galleryPaths().forEach(path -> enter(libraryFile, path, true));
  }

  private boolean isStatusWritten(LibraryFile libraryFile) {
    var asset = Objects.requireNonNull(review.library().asset());
    return asset.type() != Asset.MediaType.IMAGE
        || libraryFile.proofId() != null
        || desiredTexts(UsageStatus.APPROVED).stream()
            .allMatch(f -> isWritten(libraryFile, asset, f));
  }
}
