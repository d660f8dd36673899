package io.proofline.sandbox.photoshelter.access;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.web.RequestInput;
import java.util.regex.Pattern;

/** Admits calls with a key but without a session to objects that are visible to them. */
public final class AnonymousAccess {
  private static final Pattern SINGLE_RESOURCE =
      Pattern.compile("/(galler|collection|media|image)[a-z]*/([^/]+)(/.*)?");

  private static final String ANONYMOUS = AnonymousAccess.class.getName();

  private final LibraryStore libraryStore;
  private final SharingService sharingService;
  private final ApiAuthenticator authenticator;

  public AnonymousAccess(
      LibraryStore libraryStore, SharingService sharingService, ApiAuthenticator authenticator) {
    this.libraryStore = libraryStore;
    this.sharingService = sharingService;
    this.authenticator = authenticator;
  }

  /** Whether the caller is not a member. */
  public static boolean isAnonymous(Context call) {
    return Boolean.TRUE.equals(call.attribute(ANONYMOUS));
  }

  /** Admits members to everything and others to visible objects; refuses all other calls. */
  public void admit(Context call, String path) {
    if (authenticator.isMember(call)) {
      return;
    }
    if (!call.method().equals(HandlerType.GET)
        || !(isVisible(call, path) || isPublicList(call, path))) {
      authenticator.requireMember(call);
    }
    call.attribute(ANONYMOUS, true);
  }

  /** The galleries of an organization are listed for everyone, as far as they are visible. */
  private static boolean isPublicList(Context call, String path) {
    return path.equals("/galleries") && RequestInput.query(call, "org_id").isPresent();
  }

  private boolean isVisible(Context call, String path) {
    var thing = SINGLE_RESOURCE.matcher(path);
    if (!thing.matches()) {
      return false;
    }
    return switch (thing.group(1)) {
      case "galler" -> sharingService.isVisible(libraryStore.gallery(thing.group(2)), call);
      case "collection" -> sharingService.isVisible(libraryStore.collection(thing.group(2)), call);
      default -> isFileVisible(call, libraryStore.media(thing.group(2)), path);
    };
  }

  private boolean isFileVisible(Context call, Media file, String path) {
    return path.endsWith("/download")
        ? sharingService.isDownloadable(file, call)
        : sharingService.isVisible(file, call);
  }
}
