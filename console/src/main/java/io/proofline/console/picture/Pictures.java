package io.proofline.console.picture;

import io.proofline.console.picture.PictureAnswer.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Small pictures as files, for documents. */
@Component
public final class Pictures {

  private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);

  private final Optional<PictureCache> cache;

  Pictures(ObjectProvider<PictureCache> cache) {
    this.cache = Optional.ofNullable(cache.getIfAvailable());
  }

  /**
   * A small picture as JPEG; waits for it as a page does.
   *
   * @param mark of the content
   * @return empty if there is none, or none yet, or if it has another format
   */
  public Optional<byte[]> small(String assetId, String mark) {
    return cache
        .map(each -> each.get(new PictureKey(assetId, PictureSize.SMALL, mark)))
        .filter(answer -> answer instanceof Found(var _, var type) && isJpeg(type))
        .flatMap(answer -> content((Found) answer));
  }

  private static boolean isJpeg(MediaType type) {
    return MediaType.IMAGE_JPEG.equalsTypeAndSubtype(type);
  }

  private static Optional<byte[]> content(Found found) {
    try {
      return Optional.of(Files.readAllBytes(found.file()));
    } catch (IOException e) {
      LOG.debug("A picture was deleted before it was read: {}", e.toString());
      return Optional.empty();
    }
  }
}
