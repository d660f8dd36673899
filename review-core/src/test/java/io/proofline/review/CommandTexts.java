package io.proofline.review;

import io.proofline.policy.FieldMapping;
import java.util.List;
import java.util.stream.Collectors;

/** Commands as short sentences, for the tables of scenarios. */
final class CommandTexts {

  private CommandTexts() {}

  static List<String> of(List<RequiredCommand> commands) {
    return commands.stream().map(CommandTexts::of).toList();
  }

  static String of(RequiredCommand requiredCommand) {
    var text =
        switch (requiredCommand) {
          case RequiredCommand.ProofPermit(_, var waits, _, _) ->
              waits ? "request a proof permit" : "count a proof";
          case RequiredCommand.ReadAsset _ -> "read the asset";
          case RequiredCommand.ReadProof(var id, _) -> "read " + id;
          case RequiredCommand.Fingerprint _ -> "fingerprint";
          case RequiredCommand.EnsureContainer(var containerKind, var path, var hidden) ->
              "ensure %s %s%s"
                  .formatted(
                      containerKind == ContainerKind.GALLERY ? "gallery" : "folder",
                      path,
                      hidden ? ", hidden" : "");
          case RequiredCommand.CreateProof create -> create(create);
          case RequiredCommand.UpdateStages update ->
              "stages of %s: %s%s"
                  .formatted(
                      update.proofId(),
                      names(update.add()),
                      update.drop().isEmpty() ? "" : " without " + update.drop());
          case RequiredCommand.DeleteProof(var id) -> "delete " + id;
          case RequiredCommand.WriteFields write ->
              "write %s%s"
                  .formatted(
                      write.mediaId().equals(ReviewDriver.ASSET) ? "" : write.mediaId() + " ",
                      write.fields().stream()
                          .map(f ->
                              f.name().equals(FieldMapping.STATUS_FIELD)
                                  ? f.text()
                                  : f.name() + "=" + f.text())
                          .collect(Collectors.joining(", ")));
          case RequiredCommand.EnterGallery(var media, _, var path, var publishes) ->
              "%s %s%s".formatted(publishes ? "publish in" : "put into", path, media(media));
          case RequiredCommand.LeaveGallery(var media, _, var path, var keepIn, _) ->
              "take out of %s%s%s"
                  .formatted(path, media(media), keepIn == null ? "" : ", at last into " + keepIn);
          case RequiredCommand.DropKeywords(_, var keywords) ->
              "drop " + String.join(", ", keywords);
          case RequiredCommand.FileFinal(var proof, _, _, var fields, _, _) ->
              "file the final of %s%s"
                  .formatted(
                      proof,
                      fields.isEmpty()
                          ? ""
                          : " with "
                              + fields.stream()
                                  .map(f -> f.name() + "=" + f.text())
                                  .collect(Collectors.joining(", ")));
        };
    return requiredCommand.withdraws() ? text + "!" : text;
  }

  private static String create(RequiredCommand.CreateProof create) {
    return "create %s v%d of %s%s%s"
        .formatted(
            names(create.stages()),
            create.version(),
            create.name(),
            create.previousId() == null ? "" : " after " + create.previousId(),
            create.folderId() == null ? "" : " in " + create.folderId());
  }

  private static String names(List<RequiredCommand.StageWithDeadline> stages) {
    return stages.stream()
        .map(t -> t.stage().name() + (t.deadline() == null ? "" : " by " + t.deadline()))
        .toList()
        .toString();
  }

  private static String media(String media) {
    return media.equals(ReviewDriver.ASSET) ? "" : " " + media;
  }
}
