package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.picture.Originals;
import io.proofline.sandbox.picture.Renditions;
import java.util.Optional;

/** The files behind a proof's links. */
final class FileRoutes {
  private static final int PREVIEW = 1400;
  private static final int THUMBNAIL = 320;

  private final Desk desk;
  private final Originals originals;
  private final Renditions renditions;

  FileRoutes(Desk desk, Originals originals) {
    this.desk = desk;
    this.originals = originals;
    this.renditions = new Renditions(originals);
  }

  void addTo(RoutesConfig routes) {
    routes.get("/files/{asset}/{rendition}", this::file);
  }

  /** The addresses in a proof's links need no key: the asset's id is the secret. */
  private void file(Context call) {
    var asset = call.pathParam("asset");
    var source = desk.source(asset).orElseThrow(() -> Refused.notFound("file", asset));
    var original =
        Optional.ofNullable(source.original()).orElseThrow(() -> Refused.notFound("file", asset));
    switch (call.pathParam("rendition")) {
      case "source" ->
          call.contentType("application/octet-stream").result(originals.read(original));
      case "image" -> picture(call, original, PREVIEW);
      default -> picture(call, original, THUMBNAIL);
    }
  }

  private void picture(Context call, String original, int size) {
    var jpeg =
        renditions
            .of(original, Renditions.Mode.FIT, size, size)
            .orElseThrow(() -> Refused.notFound("picture", original));
    call.contentType("image/jpeg").header("Cache-Control", "max-age=3600").result(jpeg);
  }
}
