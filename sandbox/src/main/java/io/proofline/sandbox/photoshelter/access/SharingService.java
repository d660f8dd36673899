package io.proofline.sandbox.photoshelter.access;

import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterIds;
import io.proofline.sandbox.photoshelter.account.RecordStore;
import io.proofline.sandbox.photoshelter.account.ResourceObject;
import io.proofline.sandbox.photoshelter.library.Gallery;
import io.proofline.sandbox.photoshelter.library.LibraryContainer;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.MediaCollection;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which galleries and collections a caller sees without being a member. A container that
 * inherits has the mode of the collection that it inherits from; a gallery has it only when it is
 * requested in that collection's context.
 */
public final class SharingService {
  /**
   * The permissions and inheritance of one container, beside its mode.
   *
   * @param inherits the collections above that it inherits from
   */
  public record ContainerSharing(
      String id, List<String> inherits, List<SharingPermission> permissions) {
    public ContainerSharing {
      inherits = List.copyOf(inherits);
      permissions = List.copyOf(permissions);
    }

    ContainerSharing withPermissions(List<SharingPermission> changed) {
      return new ContainerSharing(id, inherits, changed);
    }
  }

  private static final String PASSWORD = "password";
  private static final int LONGEST_PASSWORD = 20;

  private final LibraryStore libraryStore;
  private final RecordStore<ContainerSharing> shares;

  public SharingService(LibraryStore libraryStore, RecordStore<ContainerSharing> shares) {
    this.libraryStore = libraryStore;
    this.shares = shares;
  }

  // ---- effective mode

  /** The mode in the context of a collection, if one is given. */
  String mode(LibraryContainer libraryContainer, Optional<String> context) {
    return inheritanceSource(libraryContainer, context)
        .map(above -> mode(above, Optional.empty()))
        .orElse(libraryContainer.mode());
  }

  /** The mode without the context of a collection. */
  public String mode(LibraryContainer libraryContainer) {
    return mode(libraryContainer, inheritedFrom(libraryContainer).stream().findFirst());
  }

  public Map<String, @Nullable Object> permissions(
      LibraryContainer libraryContainer, Optional<String> context, boolean toOwner) {
    return ResourceObject.resource(
        libraryContainer.id(),
        "permissions",
        Json.object(
            "mode", mode(libraryContainer, context),
            "native_mode", libraryContainer.mode(),
            "native", shown(libraryContainer, toOwner),
            "inherited", inherited(libraryContainer, toOwner)));
  }

  /** Containers with a permission of type contact for one of these contacts. */
  public List<LibraryContainer> sharedWith(List<String> contacts) {
    return Stream.<LibraryContainer>concat(
            libraryStore.collections().stream(), libraryStore.galleries().stream())
        .filter(each ->
            share(each).permissions().stream()
                .anyMatch(entry ->
                    contacts.contains(String.valueOf(entry.attributes().get("contact_id")))))
        .toList();
  }

  // ---- visibility

  /** Whether a call without a session sees the container. */
  boolean isVisible(LibraryContainer libraryContainer, Context call) {
    return isVisible(libraryContainer, context(call), call);
  }

  /** Whether the call, by a member or not, sees the container in the context of a collection. */
  public boolean isVisibleTo(
      Context call, LibraryContainer libraryContainer, Optional<String> context) {
    return !AnonymousAccess.isAnonymous(call) || isVisible(libraryContainer, context, call);
  }

  /** The collections that contain it, as far as the call sees them. */
  public List<MediaCollection> visibleParents(Context call, LibraryContainer libraryContainer) {
    return libraryContainer.parentIds().stream()
        .map(libraryStore::collection)
        .filter(parent -> isVisibleTo(call, parent, Optional.empty()))
        .toList();
  }

  /** The collections below a collection or the root, as far as the call sees them. */
  public List<MediaCollection> visibleCollections(Context call, @Nullable String parent) {
    return visible(call, libraryStore.collectionsIn(parent), parent);
  }

  /** The galleries in a collection or at the root, as far as the call sees them. */
  public List<Gallery> visibleGalleries(Context call, @Nullable String parent) {
    return visible(call, libraryStore.galleriesIn(parent), parent);
  }

  private <T extends LibraryContainer> List<T> visible(
      Context call, List<T> all, @Nullable String parent) {
    var context = Optional.ofNullable(parent);
    return all.stream().filter(each -> isVisibleTo(call, each, context)).toList();
  }

  private boolean isVisible(
      LibraryContainer libraryContainer, Optional<String> context, Context call) {
    return switch (mode(libraryContainer, context)) {
      case "everyone" -> true;
      case "permission" -> isGranted(libraryContainer, context, call);
      default -> false;
    };
  }

  /** Whether a call without a session sees the file through one of its galleries. */
  boolean isVisible(Media file, Context call) {
    return galleriesOf(file, call).anyMatch(gallery -> isVisible(gallery, call));
  }

  /**
   * Whether a call without a session may download the file. Visibility is not enough: a download
   * needs a password or a share token.
   */
  boolean isDownloadable(Media file, Context call) {
    return galleriesOf(file, call)
        .anyMatch(gallery -> isVisible(gallery, call) && isGranted(gallery, context(call), call));
  }

  public static Optional<String> context(Context call) {
    return RequestInput.query(call, "collection_id");
  }

  private Stream<Gallery> galleriesOf(Media file, Context call) {
    var requested = RequestInput.query(call, "gallery_id");
    return libraryStore.galleriesOf(file.id()).stream()
        .filter(gallery -> requested.map(gallery.id()::equals).orElse(true));
  }

  private boolean isGranted(
      LibraryContainer libraryContainer, Optional<String> context, Context call) {
    var password = call.queryParam("password");
    var token = call.queryParam("token");
    return lineage(libraryContainer, context).stream()
        .flatMap(each -> share(each).permissions().stream())
        .anyMatch(sharingPermission -> sharingPermission.admits(password, token));
  }

  /** The container and those that it inherits from, nearest first. */
  private List<LibraryContainer> lineage(
      LibraryContainer libraryContainer, Optional<String> context) {
    var lineage = new ArrayList<LibraryContainer>(List.of(libraryContainer));
    var above = inheritanceSource(libraryContainer, context);
    while (above.isPresent()) {
      lineage.add(above.get());
      above = inheritanceSource(above.get(), Optional.empty());
    }
    return lineage;
  }

  private Optional<MediaCollection> inheritanceSource(
      LibraryContainer libraryContainer, Optional<String> context) {
    var ways =
        switch (libraryContainer) {
          case Gallery _ -> context.stream().toList();
          case MediaCollection collection -> collection.parentIds();
        };
    return ways.stream()
        .filter(inheritedFrom(libraryContainer)::contains)
        .findFirst()
        .map(libraryStore::collection);
  }

  // ---- changes

  public void setInheritance(LibraryContainer libraryContainer, String collection, boolean on) {
    if (!libraryContainer.parentIds().contains(collection)) {
      throw PhotoShelterApiException.badRequest(
          "%s is not in %s".formatted(libraryContainer.id(), collection));
    }
    change(
        libraryContainer,
        containerSharing -> {
          var others = LibraryStore.without(containerSharing.inherits(), collection);
          var all = Stream.concat(others.stream(), Stream.of(collection)).toList();
          return new ContainerSharing(
              containerSharing.id(), on ? all : others, containerSharing.permissions());
        });
  }

  public SharingPermission grant(
      LibraryContainer libraryContainer, String type, Map<String, Object> attributes) {
    var granted = newPermission(type, attributes);
    change(
        libraryContainer,
        containerSharing ->
            containerSharing.withPermissions(
                Stream.concat(containerSharing.permissions().stream(), Stream.of(granted))
                    .toList()));
    return granted;
  }

  /** The password of the container, if it has one of its own. */
  public Optional<String> password(LibraryContainer libraryContainer) {
    return share(libraryContainer).permissions().stream()
        .filter(permission -> permission.type().equals(PASSWORD))
        .flatMap(permission -> Stream.ofNullable(permission.attributes().get(PASSWORD)))
        .map(String::valueOf)
        .findFirst();
  }

  /** Replaces the passwords of the container by this one, or by none. */
  public void setPassword(LibraryContainer libraryContainer, Optional<String> password) {
    if (password.filter(text -> text.length() > LONGEST_PASSWORD).isPresent()) {
      throw PhotoShelterApiException.badRequest(
          "A password has at most %d characters".formatted(LONGEST_PASSWORD));
    }
    var added = password.map(text -> newPermission(PASSWORD, Map.of(PASSWORD, text))).stream();
    change(
        libraryContainer,
        containerSharing ->
            containerSharing.withPermissions(
                Stream.concat(
                        containerSharing.permissions().stream()
                            .filter(permission -> !permission.type().equals(PASSWORD)),
                        added)
                    .toList()));
  }

  private static SharingPermission newPermission(String type, Map<String, Object> attributes) {
    return new SharingPermission(PhotoShelterIds.withPrefix("AR000"), type, attributes);
  }

  private synchronized void change(
      LibraryContainer libraryContainer, UnaryOperator<ContainerSharing> edit) {
    shares.save(edit.apply(share(libraryContainer)));
  }

  private List<Map<String, @Nullable Object>> shown(
      LibraryContainer libraryContainer, boolean toOwner) {
    return share(libraryContainer).permissions().stream()
        .map(each -> each.toJson(toOwner))
        .toList();
  }

  private List<Map<String, @Nullable Object>> inherited(
      LibraryContainer libraryContainer, boolean toOwner) {
    return inheritedFrom(libraryContainer).stream()
        .map(libraryStore::collection)
        .map(above ->
            Json.object(
                "collection_id", above.id(),
                "mode", mode(above, Optional.empty()),
                "native_mode", above.mode(),
                "permissions", shown(above, toOwner)))
        .toList();
  }

  /**
   * The collections that the container inherits from; a collection that no longer contains it does
   * not count.
   */
  private List<String> inheritedFrom(LibraryContainer libraryContainer) {
    return share(libraryContainer).inherits().stream()
        .filter(libraryContainer.parentIds()::contains)
        .toList();
  }

  private ContainerSharing share(LibraryContainer libraryContainer) {
    return shares
        .find(libraryContainer.id())
        .orElse(new ContainerSharing(libraryContainer.id(), List.of(), List.of()));
  }
}
