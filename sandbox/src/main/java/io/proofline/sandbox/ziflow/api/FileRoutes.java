package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.picture.ContentAddressedStore;
import io.proofline.sandbox.picture.Renditions;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import java.util.Optional;

/** Routes of the files that a proof links to. */
final class FileRoutes {
  private static final int PREVIEW = 1400;
  private static final int THUMBNAIL = 320;

  private final AccountStore account;
  private final ContentAddressedStore contentAddressedStore;
  private final Renditions renditions;

  FileRoutes(AccountStore account, ContentAddressedStore contentAddressedStore) {
    this.account = account;
    this.contentAddressedStore = contentAddressedStore;
    this.renditions = new Renditions(contentAddressedStore);
  }

  void addTo(RoutesConfig routes) {
    routes.get("/files/{asset}/{rendition}", this::file);
  }

  /** Serves a file. A proof's links need no key: the asset's id is the secret. */
  private void file(Context call) {
    var asset = call.pathParam("asset");
    var source =
        account.source(asset).orElseThrow(() -> ZiflowApiException.notFound("file", asset));
    var original =
        Optional.ofNullable(source.original())
            .orElseThrow(() -> ZiflowApiException.notFound("file", asset));
    switch (call.pathParam("rendition")) {
      case "source" ->
          call.contentType("application/octet-stream").result(contentAddressedStore.read(original));
      case "image" -> picture(call, original, PREVIEW);
      default -> picture(call, original, THUMBNAIL);
    }
  }

  private void picture(Context call, String original, int size) {
    var jpeg =
        renditions
            .of(original, Renditions.Mode.FIT, size, size)
            .orElseThrow(() -> ZiflowApiException.notFound("picture", original));
    call.contentType("image/jpeg").header("Cache-Control", "max-age=3600").result(jpeg);
  }
}
