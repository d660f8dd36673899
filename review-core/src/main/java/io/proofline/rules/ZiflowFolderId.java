package io.proofline.rules;

import java.util.regex.Pattern;

/** Distinguishes ids from paths of Ziflow folders in the rules. */
final class ZiflowFolderId {

  private static final Pattern ID = Pattern.compile("(?:id:)?\\s*([0-9a-fA-F-]{8,36})");

  private ZiflowFolderId() {}

  static boolean isId(String folder) {
    return ID.matcher(folder).matches();
  }

  static String id(String folder) {
    return ID.matcher(folder).replaceFirst("$1");
  }
}
