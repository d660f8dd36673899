package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.FieldMapping;
import io.proofline.policy.FieldText;
import io.proofline.policy.OnApproval;
import io.proofline.policy.Route;
import io.proofline.policy.Rules;
import io.proofline.policy.UsageStatus;
import io.proofline.policy.Verdict;
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
 * What is missing for a review to be as it should be, the most urgent first: what takes out of use,
 * then what is written, made and asked, then what is shown. Long, since all of it compares one
 * review with one set of rules.
 */
final class ReviewReconciler {

  private final Review review;
  private final Rules rules;
  private final EffectiveVerdict effectiveVerdict;
  private final PublicationTargets publicationTargets;
  private final Map<String, String> values;
  private final List<RequiredCommand> needs = new ArrayList<>();

  private ReviewReconciler(Review review, Rules rules, EffectiveVerdict effectiveVerdict) {
    this.review = review;
    this.rules = rules;
    this.effectiveVerdict = effectiveVerdict;
    this.publicationTargets = PublicationTargets.of(review, rules);
    // what is approved is told of the proof that says so, also when a newer one is open
    this.values = TemplateValues.of(review, rules);
  }

  static List<RequiredCommand> of(Review review, Rules rules, EffectiveVerdict effectiveVerdict) {
    var all = new ReviewReconciler(review, rules, effectiveVerdict);
    all.collect();
    return List.copyOf(all.needs);
  }

  private void collect() {
    reads();
    var route = review.route();
    boolean idle = (route == null || route.watch()) && !review.desk().withdrawn();
    if (idle || review.picking().finalOf() != null) {
      return;
    }
    if (review.library().isThere()) {
      review.shelf().copies().forEach(this::withdrawal);
      review.shelf().copies().forEach(this::texts);
      if (route != null && !route.watch() && !review.desk().paused()) {
        proof(route);
        review.shelf().copies().forEach(this::statusGallery);
        review.proofs().newest().ifPresent(_ -> removeSelection());
        fileFinal();
        effectiveVerdict.approvedFile(review).ifPresent(this::publication);
      }
    }
  }

  private void reads() {
    var libraryState = review.library();
    if (libraryState.readings() > 0) {
      needs.add(new RequiredCommand.ReadAsset(libraryState.readings()));
    }
    for (var proof : review.proofs().all()) {
      if (proof.readings() > 0) {
        needs.add(new RequiredCommand.ReadProof(proof.id(), proof.readings()));
      }
    }
    for (var unmatchedProof : review.proofs().strangers()) {
      if (unmatchedProof.read() == null) {
        needs.add(new RequiredCommand.ReadProof(unmatchedProof.proofId(), 1));
      }
    }
    boolean judged = review.proofs().newest().isPresent();
    if (judged && libraryState.file().isInDoubt() && libraryState.isThere()) {
      needs.add(new RequiredCommand.Fingerprint(libraryState.file().looks()));
    }
  }

  /** Out of every gallery into which we put it, and in which it may be seen no longer. */
  private void withdrawal(LibraryFile libraryFile) {
    boolean usable =
        effectiveVerdict
            .approvedFile(review)
            .filter(c -> c.mediaId().equals(libraryFile.mediaId()))
            .isPresent();
    for (var place : libraryFile.places()) {
      boolean belongs = usable && publicationTargets.galleryPaths().contains(place.path());
      if (place.purpose() == LibraryFile.Purpose.PUBLISHED && place.inside() && !belongs) {
        leave(libraryFile, place.galleryId(), place.path());
      }
    }
    if (!usable) {
      galleriesBeingEntered(libraryFile)
          .forEach(id -> leave(libraryFile, id, review.shelf().pathOf(id).orElse(id)));
    }
  }

  /** Galleries into which a call may be putting it at this moment. */
  private Set<String> galleriesBeingEntered(LibraryFile libraryFile) {
    var ids = new HashSet<String>();
    for (var issuedCommand : review.asks().all()) {
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
    needs.add(
        new RequiredCommand.LeaveGallery(libraryFile.mediaId(), galleryId, path, keepIn(), true));
  }

  private @Nullable String keepIn() {
    var path = rules.withdrawnGallery();
    return path == null ? null : ensure(ContainerKind.GALLERY, path, true).orElse(null);
  }

  /** Only images have the fields; what other types get is a status gallery. */
  private void texts(LibraryFile libraryFile) {
    var asset = Objects.requireNonNull(review.library().asset());
    if (asset.type() != Asset.MediaType.IMAGE || !isBegun()) {
      return;
    }
    var status = effectiveVerdict.statusOf(review, libraryFile);
    var missing =
        desiredTexts(status).stream().filter(f -> !isWritten(libraryFile, asset, f)).toList();
    if (!missing.isEmpty()) {
      needs.add(
          new RequiredCommand.WriteFields(
              libraryFile.mediaId(), missing, protects(libraryFile, asset, status)));
    }
  }

  private boolean isBegun() {
    return review.proofs().newest().isPresent() || review.desk().withdrawn();
  }

  /** A cancelled review that nobody decided takes back what it says of itself. */
  private List<FieldText> desiredTexts(UsageStatus status) {
    boolean cancelled = review.desk().cancelled() && status == UsageStatus.IN_REVIEW;
    var texts = rules.fieldMapping().textsFor(status, values);
    return cancelled
        ? texts.stream().map(t -> new FieldText(t.name(), "", t.onlyIfEmpty())).toList()
        : texts;
  }

  /** The status is read with every snapshot; of other fields we know what we wrote. */
  private boolean isWritten(LibraryFile libraryFile, Asset asset, FieldText field) {
    boolean isRead =
        field.name().equals(FieldMapping.STATUS_FIELD) && libraryFile.proofId() == null;
    var known = isRead ? asset.status() : libraryFile.written().get(field.name());
    return field.text().equals(isRead && known == null ? "" : known)
        || (field.onlyIfEmpty() && libraryFile.written().containsKey(field.name()));
  }

  /** What said that it may be used says so no longer. */
  private boolean protects(LibraryFile libraryFile, Asset asset, UsageStatus status) {
    var approved = rules.fieldMapping().statusText(UsageStatus.APPROVED);
    var known =
        libraryFile.proofId() == null
            ? asset.status()
            : libraryFile.written().get(FieldMapping.STATUS_FIELD);
    return status == UsageStatus.WITHDRAWN
        || (status != UsageStatus.APPROVED && known != null && known.equals(approved));
  }

  private void proof(Route route) {
    var proofs = review.proofs();
    var own = proofs.ofVersion(review.library().file().version());
    var newest = proofs.newest();
    if (review.desk().cancelled()) {
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
    needs.add(new RequiredCommand.DeleteProof(proof.id()));
  }

  private void create(Route route) {
    var version = review.library().file().version();
    var again = review.proofs().againAt();
    boolean waits = again != null && review.now().isBefore(again);
    boolean withdrawn = review.desk().withdrawn();
    if (waits || withdrawn || !hasProofPermit(version)) {
      return;
    }
    var folder = folder(route);
    if (folder.isPresent()) {
      var asset = Objects.requireNonNull(review.library().asset());
      var settings = route.proof();
      var name = settings.name() == null ? asset.fileName() : settings.name().fill(values);
      needs.add(
          new RequiredCommand.CreateProof(
              version,
              review.picking().wishes(),
              previous(),
              name,
              folder.get().id(),
              route,
              timed(route.stages().stream().filter(s -> s.after() == null).toList())));
    }
  }

  private @Nullable String previous() {
    return review.proofs().newest().filter(p -> !p.isGone()).map(Proof::id).orElse(null);
  }

  /** What a rule picked waits for its turn; what a person selected counts, and goes at once. */
  private boolean hasProofPermit(int version) {
    var limit = rules.timing().proofsPerHour();
    if (limit == null) {
      return true;
    }
    boolean waits = !review.picking().isSelected();
    var proofPermit = new RequiredCommand.ProofPermit(version, waits, limit);
    var asked = review.asks().lastFor(proofPermit);
    if (asked.isEmpty()) {
      needs.add(proofPermit);
    }
    return !waits || asked.filter(a -> a.state() == IssuedCommand.CommandState.DONE).isPresent();
  }

  /** Empty while the folder has to be found or made. */
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
    var id = review.shelf().idOf(containerKind, path);
    if (id == null) {
      needs.add(new RequiredCommand.EnsureContainer(containerKind, path, hidden));
    }
    return Optional.ofNullable(id);
  }

  /** Stages that come after others, or that were required later; and those that a reroute drops. */
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
      needs.add(new RequiredCommand.UpdateStages(proof.id(), route, timed(add), drop));
    }
  }

  private List<RequiredCommand.StageWithDeadline> timed(List<Route.Stage> stages) {
    return stages.stream().map(s -> new RequiredCommand.StageWithDeadline(s, deadline(s))).toList();
  }

  private @Nullable Instant deadline(Route.Stage stage) {
    return stage.due() == null ? null : rules.calendar().deadline(review.now(), stage.due());
  }

  private void statusGallery(LibraryFile libraryFile) {
    var asset = Objects.requireNonNull(review.library().asset());
    if (asset.type() == Asset.MediaType.IMAGE || !isBegun()) {
      return;
    }
    var path =
        rules.fieldMapping().statusGalleries().get(effectiveVerdict.statusOf(review, libraryFile));
    libraryFile.places().stream()
        .filter(
            p -> p.purpose() == LibraryFile.Purpose.STATUS && p.inside() && !p.path().equals(path))
        .forEach(p ->
            needs.add(
                new RequiredCommand.LeaveGallery(
                    libraryFile.mediaId(),
                    p.galleryId(),
                    p.path(),
                    path == null ? null : review.shelf().idOf(ContainerKind.GALLERY, path),
                    false)));
    if (path != null) {
      enter(libraryFile, path, false);
    }
  }

  private void enter(LibraryFile libraryFile, String path, boolean publishes) {
    if (libraryFile.placeAt(path).isEmpty()) {
      ensure(ContainerKind.GALLERY, path, false)
          .ifPresent(id ->
              needs.add(
                  new RequiredCommand.EnterGallery(libraryFile.mediaId(), id, path, publishes)));
    }
  }

  /** A wish that was answered is taken off, so that selecting again asks again. */
  private void removeSelection() {
    var asset = Objects.requireNonNull(review.library().asset());
    var then = rules.select().moveTo();
    for (var gallery : asset.galleries()) {
      if (rules.select().selects(gallery) && (then != null || asset.galleries().size() > 1)) {
        moveTarget(asset, then)
            .ifPresent(keep ->
                needs.add(
                    new RequiredCommand.LeaveGallery(
                        review.assetId(), gallery.id(), gallery.path(), keep.id(), false)));
      }
    }
    var wishes = asset.keywords().stream().filter(rules.select()::selects).toList();
    if (!wishes.isEmpty() && asset.type() == Asset.MediaType.IMAGE) {
      needs.add(new RequiredCommand.DropKeywords(review.assetId(), wishes));
    }
  }

  private Optional<Folder> moveTarget(Asset asset, @Nullable String then) {
    return then == null || asset.galleries().size() > 1
        ? Optional.of(
            new Folder(then == null ? null : review.shelf().idOf(ContainerKind.GALLERY, then)))
        : ensure(ContainerKind.GALLERY, then, false).map(Folder::new);
  }

  private void fileFinal() {
    if (rules.onApproval().store() != OnApproval.Store.NEW_ASSET) {
      return;
    }
    effectiveVerdict
        .unfiledProof(review)
        .ifPresent(proof -> {
          var asset = Objects.requireNonNull(review.library().asset());
          needs.add(
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
        || review.shelf().copies().stream()
            .flatMap(c -> c.places().stream())
            .anyMatch(p -> p.galleryId().equals(gallery.id()));
  }

  /** Into the galleries that others see, once its status says that it may be used. */
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
