package io.proofline.processor.review;

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
final class Needs {

  private final Review review;
  private final Rules rules;
  private final Usage usage;
  private final Publishing publishing;
  private final Map<String, String> values;
  private final List<Need> needs = new ArrayList<>();

  private Needs(Review review, Rules rules, Usage usage) {
    this.review = review;
    this.rules = rules;
    this.usage = usage;
    this.publishing = Publishing.of(review, rules);
    // what is approved is told of the proof that says so, also when a newer one is open
    this.values = Filling.of(review, rules);
  }

  static List<Need> of(Review review, Rules rules, Usage usage) {
    var all = new Needs(review, rules, usage);
    all.collect();
    return List.copyOf(all.needs);
  }

  private void collect() {
    readings();
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
        review.proofs().newest().ifPresent(_ -> takingOff());
        filing();
        usage.usable(review).ifPresent(this::publication);
      }
    }
  }

  private void readings() {
    var library = review.library();
    if (library.readings() > 0) {
      needs.add(new Need.ReadAsset(library.readings()));
    }
    for (var proof : review.proofs().all()) {
      if (proof.readings() > 0) {
        needs.add(new Need.ReadProof(proof.id(), proof.readings()));
      }
    }
    for (var stranger : review.proofs().strangers()) {
      if (stranger.read() == null) {
        needs.add(new Need.ReadProof(stranger.proofId(), 1));
      }
    }
    boolean judged = review.proofs().newest().isPresent();
    if (judged && library.file().isInDoubt() && library.isThere()) {
      needs.add(new Need.Fingerprint(library.file().looks()));
    }
  }

  /** Out of every gallery into which we put it, and in which it may be seen no longer. */
  private void withdrawal(Copy copy) {
    boolean usable =
        usage.usable(review).filter(c -> c.mediaId().equals(copy.mediaId())).isPresent();
    for (var place : copy.places()) {
      boolean belongs = usable && publishing.open().contains(place.path());
      if (place.purpose() == Copy.Purpose.PUBLISHED && place.inside() && !belongs) {
        leave(copy, place.galleryId(), place.path());
      }
    }
    if (!usable) {
      entering(copy).forEach(id -> leave(copy, id, review.shelf().pathOf(id).orElse(id)));
    }
  }

  /** Galleries into which a call may be putting it at this moment. */
  private Set<String> entering(Copy copy) {
    var ids = new HashSet<String>();
    for (var ask : review.asks().all()) {
      if (ask.kind() == Need.Kind.ENTER_GALLERY
          && ask.open()
          && ask.target().equals(Need.EnterGallery.PUBLISHED)
          && ask.key().startsWith(copy.mediaId() + "/")) {
        ids.add(ask.key().substring(copy.mediaId().length() + 1));
      }
    }
    return ids;
  }

  private void leave(Copy copy, String galleryId, String path) {
    needs.add(new Need.LeaveGallery(copy.mediaId(), galleryId, path, keepIn(), true));
  }

  private @Nullable String keepIn() {
    var path = rules.withdrawnInto();
    return path == null ? null : ensured(Container.GALLERY, path, true).orElse(null);
  }

  /** Only images have the fields; what other types get is a status gallery. */
  private void texts(Copy copy) {
    var asset = Objects.requireNonNull(review.library().asset());
    if (asset.type() != Asset.MediaType.IMAGE || !isBegun()) {
      return;
    }
    var status = usage.statusOf(review, copy);
    var missing = wanted(status).stream().filter(f -> !stands(copy, asset, f)).toList();
    if (!missing.isEmpty()) {
      needs.add(new Need.WriteFields(copy.mediaId(), missing, protects(copy, asset, status)));
    }
  }

  private boolean isBegun() {
    return review.proofs().newest().isPresent() || review.desk().withdrawn();
  }

  /** A cancelled review that nobody decided takes back what it says of itself. */
  private List<Need.FieldText> wanted(UsageStatus status) {
    boolean cancelled = review.desk().cancelled() && status == UsageStatus.IN_REVIEW;
    var texts = rules.write().texts(status, values);
    return cancelled
        ? texts.stream().map(t -> new Need.FieldText(t.name(), "", t.onlyIfEmpty())).toList()
        : texts;
  }

  /** The status is read with every snapshot; of other fields we know what we wrote. */
  private boolean stands(Copy copy, Asset asset, Need.FieldText field) {
    boolean isRead = field.name().equals(Write.STATUS) && copy.proofId() == null;
    var known = isRead ? asset.status() : copy.written().get(field.name());
    return field.text().equals(isRead && known == null ? "" : known)
        || (field.onlyIfEmpty() && copy.written().containsKey(field.name()));
  }

  /** What said that it may be used says so no longer. */
  private boolean protects(Copy copy, Asset asset, UsageStatus status) {
    var approved = rules.write().statusText(UsageStatus.APPROVED);
    var known = copy.proofId() == null ? asset.status() : copy.written().get(Write.STATUS);
    return status == UsageStatus.WITHDRAWN
        || (status != UsageStatus.APPROVED && known != null && known.equals(approved));
  }

  private void proof(Route route) {
    var proofs = review.proofs();
    var own = proofs.ofVersion(review.library().file().version());
    var newest = proofs.newest();
    if (review.desk().cancelled()) {
      newest.filter(p -> !p.isGone() && usage.verdict() == Verdict.OPEN).ifPresent(this::delete);
    } else if (own.isEmpty()) {
      create(route);
    } else if (newest.get().isFailed()) {
      newest.filter(_ -> !proofs.hasFailedTooOften()).ifPresent(this::delete);
    } else {
      newest.ifPresent(p -> stages(route, p));
    }
  }

  private void delete(Proof proof) {
    needs.add(new Need.DeleteProof(proof.id()));
  }

  private void create(Route route) {
    var version = review.library().file().version();
    var again = review.proofs().againAt();
    boolean waits = again != null && review.now().isBefore(again);
    boolean withdrawn = review.desk().withdrawn();
    if (waits || withdrawn || !hasTurn(version)) {
      return;
    }
    var folder = folder(route);
    if (folder.isPresent()) {
      var asset = Objects.requireNonNull(review.library().asset());
      var settings = route.proof();
      var name = settings.name() == null ? asset.fileName() : settings.name().filled(values);
      needs.add(
          new Need.CreateProof(
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
  private boolean hasTurn(int version) {
    var limit = rules.pace().proofsPerHour();
    if (limit == null) {
      return true;
    }
    boolean waits = !review.picking().isSelected();
    var turn = new Need.Turn(version, waits, limit);
    var asked = review.asks().lastFor(turn);
    if (asked.isEmpty()) {
      needs.add(turn);
    }
    return !waits || asked.filter(a -> a.state() == Ask.State.DONE).isPresent();
  }

  /** Empty while the folder has to be found or made. */
  private Optional<Folder> folder(Route route) {
    var settings = route.proof();
    var path = settings.folderPath();
    if (path == null || path.lacks(values)) {
      return Optional.of(new Folder(settings.folder()));
    }
    return ensured(Container.ZIFLOW_FOLDER, path.filled(values), false).map(Folder::new);
  }

  private record Folder(@Nullable String id) {}

  private Optional<String> ensured(Container container, String path, boolean hidden) {
    var id = review.shelf().idOf(container, path);
    if (id == null) {
      needs.add(new Need.EnsureContainer(container, path, hidden));
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
            .filter(s -> rules.verdicts().isToBeAsked(s, state))
            .toList();
    var drop = route.dropped().stream().filter(s -> state.stage(s).isPresent()).toList();
    if (!add.isEmpty() || !drop.isEmpty()) {
      needs.add(new Need.UpdateStages(proof.id(), route, timed(add), drop));
    }
  }

  private List<Need.Timed> timed(List<Route.Stage> stages) {
    return stages.stream().map(s -> new Need.Timed(s, deadline(s))).toList();
  }

  private @Nullable Instant deadline(Route.Stage stage) {
    return stage.due() == null ? null : rules.calendar().end(review.now(), stage.due());
  }

  private void statusGallery(Copy copy) {
    var asset = Objects.requireNonNull(review.library().asset());
    if (asset.type() == Asset.MediaType.IMAGE || !isBegun()) {
      return;
    }
    var path = rules.write().galleries().get(usage.statusOf(review, copy));
    copy.places().stream()
        .filter(p -> p.purpose() == Copy.Purpose.STATUS && p.inside() && !p.path().equals(path))
        .forEach(p ->
            needs.add(
                new Need.LeaveGallery(
                    copy.mediaId(),
                    p.galleryId(),
                    p.path(),
                    path == null ? null : review.shelf().idOf(Container.GALLERY, path),
                    false)));
    if (path != null) {
      enter(copy, path, false);
    }
  }

  private void enter(Copy copy, String path, boolean publishes) {
    if (copy.placeAt(path).isEmpty()) {
      ensured(Container.GALLERY, path, false)
          .ifPresent(id -> needs.add(new Need.EnterGallery(copy.mediaId(), id, path, publishes)));
    }
  }

  /** A wish that was answered is taken off, so that selecting again asks again. */
  private void takingOff() {
    var asset = Objects.requireNonNull(review.library().asset());
    var then = rules.select().then();
    for (var gallery : asset.galleries()) {
      if (rules.select().selects(gallery) && (then != null || asset.galleries().size() > 1)) {
        keeping(asset, then)
            .ifPresent(keep ->
                needs.add(
                    new Need.LeaveGallery(
                        review.assetId(), gallery.id(), gallery.path(), keep.id(), false)));
      }
    }
    var wishes = asset.keywords().stream().filter(rules.select()::selects).toList();
    if (!wishes.isEmpty() && asset.type() == Asset.MediaType.IMAGE) {
      needs.add(new Need.DropKeywords(review.assetId(), wishes));
    }
  }

  private Optional<Folder> keeping(Asset asset, @Nullable String then) {
    return then == null || asset.galleries().size() > 1
        ? Optional.of(
            new Folder(then == null ? null : review.shelf().idOf(Container.GALLERY, then)))
        : ensured(Container.GALLERY, then, false).map(Folder::new);
  }

  private void filing() {
    if (rules.approved().store() != Approved.Store.NEW_ASSET) {
      return;
    }
    usage
        .unfiled(review)
        .ifPresent(proof -> {
          var asset = Objects.requireNonNull(review.library().asset());
          needs.add(
              new Need.FileFinal(
                  proof.id(),
                  proof.version(),
                  Hash.marker(review.account(), review.assetId(), proof.id()),
                  rules.write().texts(UsageStatus.APPROVED, values),
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
  private void publication(Copy copy) {
    if (publishing.open().isEmpty() || review.library().file().isInDoubt() || !isMarked(copy)) {
      return;
    }
    var keep = rules.withdrawnInto();
    if (keep != null && ensured(Container.GALLERY, keep, true).isEmpty()) {
      return;
    }
    publishing.open().forEach(path -> enter(copy, path, true));
  }

  private boolean isMarked(Copy copy) {
    var asset = Objects.requireNonNull(review.library().asset());
    return asset.type() != Asset.MediaType.IMAGE
        || copy.proofId() != null
        || wanted(UsageStatus.APPROVED).stream().allMatch(f -> stands(copy, asset, f));
  }
}
