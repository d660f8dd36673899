package io.proofline.workers.ziflow;

import io.proofline.workers.files.MediaTypes;
import io.proofline.workers.files.SpooledFile;
import io.proofline.workers.work.StepResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds files that Ziflow can't turn into a proof, before a proof is created: Ziflow accepts them
 * and reports the failure only later. A file's bytes count, not its name or stated type. Ziflow
 * publishes no list of types that it refuses; the setting's default is of texts and of drawings in
 * XML, which are in none of the groups that it names (images, PDF, Office, video, audio, web pages
 * in a zip).
 *
 * @param types media types; {@code text/*} is every text
 */
record UnsupportedFiles(List<String> types) {

  static final String SETTING = "proofline.workers.ziflow.unsupported-types";

  UnsupportedFiles {
    types = List.copyOf(types);
  }

  /** The reason and the next step of a dead command; empty if the file may become a proof. */
  Optional<StepResult> problem(SpooledFile file, Path content) {
    if (file.length() == 0) {
      return Optional.of(
          new StepResult.Dead(
              "the file %s is empty (0 bytes), so no proof can be made of it"
                  .formatted(file.fileName()),
              "Upload the file to the library again, then retry the command; or discard the"
                  + " command"));
    }
    var type = detect(file, content);
    return isUnsupported(type)
        ? Optional.of(
            new StepResult.Dead(
                "Ziflow can make no proof of the file %s: by its content it is %s"
                    .formatted(file.fileName(), type),
                "Replace the file in the library by an image, PDF, video or Office file, then"
                    + " retry the command; or discard the command. If your Ziflow takes this type,"
                    + " remove it from "
                    + SETTING))
        : Optional.empty();
  }

  private static String detect(SpooledFile file, Path content) {
    try {
      return MediaTypes.detect(content, file.mediaType());
    } catch (IOException e) {
      throw new UncheckedIOException("A file in the spool can't be read", e);
    }
  }

  private boolean isUnsupported(String type) {
    return types.stream()
        .anyMatch(each ->
            each.equals(type)
                || (each.endsWith("/*") && type.startsWith(each.substring(0, each.length() - 1))));
  }
}
