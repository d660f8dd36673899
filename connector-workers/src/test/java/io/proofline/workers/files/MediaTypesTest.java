package io.proofline.workers.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

  @TempDir private Path directory;

  /** The head of each file; %XX is a byte. */
  @ParameterizedTest(name = "{0} stated as {1} is {2}")
  @CsvSource({
    "%FF%D8%FF%E0, image/png, image/jpeg",
    "%89PNG%0D%0A%1A%0A, '', image/png",
    "%00%00%00%1CftypavifXXXX, image/jpeg, image/avif",
    "%00%00%00%1Cftypmif1%00%00%00%00mif1avif, '', image/avif",
    "%00%00%00%18ftypheic%00%00%00%00, '', image/heic",
    "%00%00%00%1Cftypmif1%00%00%00%00mif1heic, '', image/heic",
    "%00%00%00%18ftypisom%00%00%02%00, '', video/mp4",
    "%00%00%00%18ftypmp42%00%00%02%00, '', video/mp4",
    "%00%00%00%18ftypqt  %00%00%02%00, '', video/quicktime",
    "RIFF%10%00%00%00WEBPVP8 , '', image/webp",
    "II*%00%08%00%00%00, image/jpeg, image/tiff",
    "8BPS%00%01, '', image/vnd.adobe.photoshop",
    "%%PDF-1.7, '', application/pdf",
    "GIF89a, '', image/gif",
    "%01%02%03%04, application/x-indesign, application/x-indesign",
    "%01%02%03%04, not a type, application/octet-stream"
  })
  void the_type_is_detected_by_the_bytes_and_only_else_by_the_stated_type(
      String head, String stated, String expected) throws Exception {
    var file = Files.write(directory.resolve("file"), Arrays.copyOf(bytes(head), 600));
    assertThat(MediaTypes.detect(file, stated)).isEqualTo(expected);
  }

  private static byte[] bytes(String head) {
    var text = new StringBuilder();
    for (int i = 0; i < head.length(); i++) {
      if (head.charAt(i) != '%') {
        text.append(head.charAt(i));
      } else if (head.charAt(i + 1) == '%') {
        text.append('%');
        i++;
      } else {
        text.append((char) Integer.parseInt(head.substring(i + 1, i + 3), 16));
        i += 2;
      }
    }
    return text.toString().getBytes(ISO_8859_1);
  }
}
