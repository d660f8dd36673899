package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.regex.Pattern;

/** Lets calls with a key but without a session read what visibility shows to them. */
final class Visitors {
  private static final Pattern ONE_THING =
      Pattern.compile("/(galler|collection|media|image)[a-z]*/([^/]+)(/.*)?");

  private static final String VISITOR = Visitors.class.getName();

  private final Library library;
  private final Sharing sharing;
  private final Gate gate;

  Visitors(Library library, Sharing sharing, Gate gate) {
    this.library = library;
    this.sharing = sharing;
    this.gate = gate;
  }

  /** Whether the call comes from somebody who is no member. */
  static boolean is(Context call) {
    return Boolean.TRUE.equals(call.attribute(VISITOR));
  }

  /** Members pass; others see what is shown to them, the rest is refused. */
  void admit(Context call, String path) {
    if (gate.isMember(call)) {
      return;
    }
    if (!call.method().equals(HandlerType.GET) || !shows(call, path)) {
      gate.checkMember(call);
    }
    call.attribute(VISITOR, true);
  }

  private boolean shows(Context call, String path) {
    var thing = ONE_THING.matcher(path);
    if (!thing.matches()) {
      return false;
    }
    return switch (thing.group(1)) {
      case "galler" -> sharing.shows(library.gallery(thing.group(2)), call);
      case "collection" -> sharing.shows(library.collection(thing.group(2)), call);
      default -> showsFile(call, library.media(thing.group(2)), path);
    };
  }

  private boolean showsFile(Context call, Media file, String path) {
    return path.endsWith("/download")
        ? sharing.isDownloadable(file, call)
        : sharing.shows(file, call);
  }
}
