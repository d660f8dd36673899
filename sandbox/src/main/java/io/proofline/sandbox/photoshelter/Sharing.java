package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who sees which gallery and collection without being a member. A container that inherits has the
 * mode of the collection that it inherits from; a gallery only when it is asked for in that
 * collection's context.
 */
final class Sharing {
  /**
   * What is set on one container beside its mode.
   *
   * @param inherits the collections above that it inherits from
   */
  record Share(String id, List<String> inherits, List<Permission> permissions) {
    Share {
      inherits = List.copyOf(inherits);
      permissions = List.copyOf(permissions);
    }
  }

  private final Library library;
  private final Register<Share> shares;

  Sharing(Library library, Register<Share> shares) {
    this.library = library;
    this.shares = shares;
  }

  // ---- what holds

  /** The mode in the context of a collection, if one is given. */
  String mode(Container container, Optional<String> context) {
    return source(container, context)
        .map(above -> mode(above, Optional.empty()))
        .orElse(container.mode());
  }

  /** The mode where it does not matter by which way somebody comes. */
  String mode(Container container) {
    return mode(container, inherits(container).stream().findFirst());
  }

  Map<String, @Nullable Object> permissions(
      Container container, Optional<String> context, boolean toOwner) {
    return V4Answers.resource(
        container.id(),
        "permissions",
        Json.object(
            "mode", mode(container, context),
            "native_mode", container.mode(),
            "native", shown(container, toOwner),
            "inherited", inherited(container, toOwner)));
  }

  /** Containers with a permission of type contact for one of these contacts. */
  List<Container> sharedWith(List<String> contacts) {
    return Stream.<Container>concat(library.collections().stream(), library.galleries().stream())
        .filter(each ->
            share(each).permissions().stream()
                .anyMatch(entry ->
                    contacts.contains(String.valueOf(entry.attributes().get("contact_id")))))
        .toList();
  }

  // ---- who sees it

  /** Whether a call without a session sees the container. */
  boolean shows(Container container, Context call) {
    return shows(container, context(call), call);
  }

  /** Whether the call, by a member or not, sees the container by way of a collection. */
  boolean showsTo(Context call, Container container, Optional<String> context) {
    return !Visitors.is(call) || shows(container, context, call);
  }

  private boolean shows(Container container, Optional<String> context, Context call) {
    return switch (mode(container, context)) {
      case "everyone" -> true;
      case "permission" -> isGranted(container, context, call);
      default -> false;
    };
  }

  /** Whether a call without a session sees the file through one of its galleries. */
  boolean shows(Media file, Context call) {
    return homes(file, call).anyMatch(gallery -> shows(gallery, call));
  }

  /** Seeing does not allow downloading: that takes a password or a share token. */
  boolean isDownloadable(Media file, Context call) {
    return homes(file, call)
        .anyMatch(gallery -> shows(gallery, call) && isGranted(gallery, context(call), call));
  }

  static Optional<String> context(Context call) {
    return Input.query(call, "collection_id");
  }

  private Stream<Gallery> homes(Media file, Context call) {
    var asked = Input.query(call, "gallery_id");
    return library.galleriesOf(file.id()).stream()
        .filter(gallery -> asked.map(gallery.id()::equals).orElse(true));
  }

  private boolean isGranted(Container container, Optional<String> context, Context call) {
    var password = call.queryParam("password");
    var token = call.queryParam("token");
    return lineage(container, context).stream()
        .flatMap(each -> share(each).permissions().stream())
        .anyMatch(permission -> permission.admits(password, token));
  }

  /** The container and those that it inherits from, nearest first. */
  private List<Container> lineage(Container container, Optional<String> context) {
    var lineage = new ArrayList<Container>(List.of(container));
    var above = source(container, context);
    while (above.isPresent()) {
      lineage.add(above.get());
      above = source(above.get(), Optional.empty());
    }
    return lineage;
  }

  private Optional<MediaCollection> source(Container container, Optional<String> context) {
    var ways =
        switch (container) {
          case Gallery _ -> context.stream().toList();
          case MediaCollection collection -> collection.within();
        };
    return ways.stream().filter(inherits(container)::contains).findFirst().map(library::collection);
  }

  // ---- what changes

  void inherit(Container container, String collection, boolean on) {
    if (!container.within().contains(collection)) {
      throw Refused.badRequest("%s is not in %s".formatted(container.id(), collection));
    }
    change(
        container,
        share -> {
          var others = Library.without(share.inherits(), collection);
          var all = Stream.concat(others.stream(), Stream.of(collection)).toList();
          return new Share(share.id(), on ? all : others, share.permissions());
        });
  }

  Permission grant(Container container, String type, Map<String, Object> attributes) {
    var permission = new Permission(Ids.starting("AR000"), type, attributes);
    change(
        container,
        share ->
            new Share(
                share.id(),
                share.inherits(),
                Stream.concat(share.permissions().stream(), Stream.of(permission)).toList()));
    return permission;
  }

  private synchronized void change(Container container, UnaryOperator<Share> edit) {
    shares.keep(edit.apply(share(container)));
  }

  private List<Map<String, @Nullable Object>> shown(Container container, boolean toOwner) {
    return share(container).permissions().stream().map(each -> each.shown(toOwner)).toList();
  }

  private List<Map<String, @Nullable Object>> inherited(Container container, boolean toOwner) {
    return inherits(container).stream()
        .map(library::collection)
        .map(above ->
            Json.object(
                "collection_id", above.id(),
                "mode", mode(above, Optional.empty()),
                "native_mode", above.mode(),
                "permissions", shown(above, toOwner)))
        .toList();
  }

  /** A gallery that was taken out of a collection inherits nothing from it any more. */
  private List<String> inherits(Container container) {
    return share(container).inherits().stream().filter(container.within()::contains).toList();
  }

  private Share share(Container container) {
    return shares.find(container.id()).orElse(new Share(container.id(), List.of(), List.of()));
  }
}
