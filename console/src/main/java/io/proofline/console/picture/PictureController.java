package io.proofline.console.picture;

import io.proofline.console.picture.PictureAnswer.Found;
import io.proofline.console.picture.PictureAnswer.Missing;
import io.proofline.console.picture.PictureAnswer.NotNow;
import io.proofline.console.site.PageController;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Shows the picture of a photograph, or a placeholder. No address of the library reaches the
 * browser.
 */
@PageController
final class PictureController {

  private static final MediaType SVG = MediaType.parseMediaType("image/svg+xml");
  private static final String ID = "[A-Za-z0-9._-]{1,64}";
  private static final String MARK = "[A-Za-z0-9]{0,16}";
  private static final Resource LATER = new ClassPathResource("pages/picture-later.svg");
  private static final Resource MISSING = new ClassPathResource("pages/picture-missing.svg");

  private final Optional<PictureCache> cache;

  PictureController(ObjectProvider<PictureCache> cache) {
    this.cache = Optional.ofNullable(cache.getIfAvailable());
  }

  @GetMapping("/pictures/{assetId}/{size}")
  ResponseEntity<Resource> picture(
      @PathVariable String assetId,
      @PathVariable String size,
      @RequestParam(defaultValue = "") String v) {
    var wanted =
        Arrays.stream(PictureSize.values()).filter(each -> each.word().equals(size)).findFirst();
    if (wanted.isEmpty() || !assetId.matches(ID) || !v.matches(MARK)) {
      return ResponseEntity.notFound().build();
    }
    var answer =
        cache
            .map(each -> each.get(new PictureKey(assetId, wanted.get(), v)))
            .orElseGet(Missing::new);
    return switch (answer) {
      case Found(var file, var type) ->
          ResponseEntity.ok()
              .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePrivate())
              .contentType(type)
              .body(new FileSystemResource(file));
      case Missing() -> placeholder(MISSING, Duration.ofMinutes(5));
      case NotNow() -> placeholder(LATER, Duration.ofSeconds(5));
    };
  }

  private static ResponseEntity<Resource> placeholder(Resource picture, Duration age) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(age).cachePrivate())
        .contentType(SVG)
        .body(picture);
  }
}
