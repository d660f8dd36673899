package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Words of a call that may be the ids of files. */
final class CallMediaIds {
  private static final Pattern NO_ID = Pattern.compile("[^A-Za-z0-9_.-]+");

  private CallMediaIds() {}

  /** Those of the path; where files are put into a gallery, those of the body too. */
  static Stream<String> candidateIds(Context call) {
    var isPutting = call.path().endsWith("/children") && !call.isMultipartFormData();
    return NO_ID.splitAsStream(isPutting ? call.path() + " " + call.body() : call.path());
  }
}
