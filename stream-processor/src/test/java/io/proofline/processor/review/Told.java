package io.proofline.processor.review;

import java.util.List;
import java.util.stream.Collectors;

/** Needs as short sentences, so that a table can be read. */
final class Told {

  private Told() {}

  static List<String> of(List<Need> needs) {
    return needs.stream().map(Told::of).toList();
  }

  static String of(Need need) {
    var told =
        switch (need) {
          case Need.Turn(_, var waits, _) -> waits ? "ask for a turn" : "count a turn";
          case Need.ReadAsset _ -> "read the asset";
          case Need.ReadProof(var id, _) -> "read " + id;
          case Need.Fingerprint _ -> "fingerprint";
          case Need.EnsureContainer(var container, var path, var hidden) ->
              "ensure %s %s%s"
                  .formatted(
                      container == Container.GALLERY ? "gallery" : "folder",
                      path,
                      hidden ? ", hidden" : "");
          case Need.CreateProof create -> create(create);
          case Need.UpdateStages update ->
              "stages of %s: %s%s"
                  .formatted(
                      update.proofId(),
                      names(update.add()),
                      update.drop().isEmpty() ? "" : " without " + update.drop());
          case Need.DeleteProof(var id) -> "delete " + id;
          case Need.WriteFields write ->
              "write %s%s"
                  .formatted(
                      write.mediaId().equals(Story.ASSET) ? "" : write.mediaId() + " ",
                      write.fields().stream()
                          .map(f ->
                              f.name().equals(Write.STATUS) ? f.text() : f.name() + "=" + f.text())
                          .collect(Collectors.joining(", ")));
          case Need.EnterGallery(var media, _, var path, var publishes) ->
              "%s %s%s".formatted(publishes ? "publish in" : "put into", path, media(media));
          case Need.LeaveGallery(var media, _, var path, var keepIn, _) ->
              "take out of %s%s%s"
                  .formatted(path, media(media), keepIn == null ? "" : ", at last into " + keepIn);
          case Need.DropKeywords(_, var keywords) -> "drop " + String.join(", ", keywords);
          case Need.FileFinal(var proof, _, _, var fields, _, _) ->
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
    return need.protects() ? told + "!" : told;
  }

  private static String create(Need.CreateProof create) {
    return "create %s v%d of %s%s%s"
        .formatted(
            names(create.stages()),
            create.version(),
            create.name(),
            create.previousId() == null ? "" : " after " + create.previousId(),
            create.folderId() == null ? "" : " in " + create.folderId());
  }

  private static String names(List<Need.Timed> stages) {
    return stages.stream()
        .map(t -> t.stage().name() + (t.deadline() == null ? "" : " by " + t.deadline()))
        .toList()
        .toString();
  }

  private static String media(String media) {
    return media.equals(Story.ASSET) ? "" : " " + media;
  }
}
