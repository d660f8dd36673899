package io.proofline.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class YamlTextTest {

  private static final String TEXT = "version: 1\nkeyword: Straße\n";

  @Test
  void utf_8_is_read_with_and_without_a_byte_order_mark(@TempDir Path folder)
      throws IOException, InvalidRulesException {
    var file = folder.resolve("rules.yaml");
    Files.writeString(file, "\uFEFF" + TEXT);

    assertThat(YamlText.read(file)).isEqualTo(TEXT);
    assertThat(YamlText.decode(TEXT.getBytes(UTF_8))).isEqualTo(TEXT);
    assertThat(YamlText.decode(new byte[0])).isEmpty();
  }

  @Test
  void latin_1_is_refused_at_its_first_foreign_letter() {
    assertThatThrownBy(() -> YamlText.decode(TEXT.getBytes(ISO_8859_1)))
        .isInstanceOf(InvalidRulesException.class)
        .hasMessage(
            "line 2, column 14: the byte 0xDF is not UTF-8, so the file is probably in Latin-1;"
                + " save it as UTF-8, for example: iconv -f ISO-8859-1 -t UTF-8 FILE > NEW_FILE");
  }

  static Stream<Charset> utf16() {
    return Stream.of(UTF_16, UTF_16LE);
  }

  @ParameterizedTest
  @MethodSource("utf16")
  void utf_16_is_refused_with_and_without_a_byte_order_mark(Charset charset) {
    assertThatThrownBy(() -> YamlText.decode(TEXT.getBytes(charset)))
        .isInstanceOf(InvalidRulesException.class)
        .hasMessage(
            "line 1, column 1: the file is in UTF-16; save it as UTF-8, for example: iconv -f"
                + " UTF-16 -t UTF-8 FILE > NEW_FILE");
  }

  @Test
  void more_bytes_than_the_longest_file_can_have_are_refused() {
    assertThatThrownBy(() -> YamlText.decode(new byte[3 * 1024 * 1024 + 1]))
        .isInstanceOf(InvalidRulesException.class)
        .hasMessage(
            "line 1, column 1: the file is too long, 3,145,729 characters; at most 1,048,576 are"
                + " allowed");
  }
}
