package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Extracts candidate media ids from a call. */
final class CallMediaIds {
  private static final Pattern NO_ID = Pattern.compile("[^A-Za-z0-9_.-]+");

  private CallMediaIds() {}

  /** The candidates in the path and, if the call adds files to a gallery, in the body. */
  static Stream<String> candidateIds(Context call) {
    var isPutting = call.path().endsWith("/children") && !call.isMultipartFormData();
    return NO_ID.splitAsStream(isPutting ? call.path() + " " + call.body() : call.path());
  }
}
