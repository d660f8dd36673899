package io.proofline.console.report;

import io.proofline.console.page.Sentences;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Bidi;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.springframework.core.io.ClassPathResource;

/**
 * A font of a document, and its texts. A character without a glyph becomes a placeholder; text from
 * right to left is put into the order in which it is seen, line by line.
 */
final class PdfFont {

  private static final int PLACEHOLDER = 0xFFFD;
  private static final float UNITS = 1000;

  private final PDType0Font font;
  private final CmapLookup glyphs;

  private PdfFont(PDType0Font font, CmapLookup glyphs) {
    this.font = font;
    this.glyphs = glyphs;
  }

  /** Embeds the used part of a font file into a document. */
  static PdfFont embed(PDDocument document, String file) {
    try (var content = new ClassPathResource("fonts/" + file).getInputStream()) {
      var parsed = new TTFParser().parse(new RandomAccessReadBuffer(content));
      return new PdfFont(PDType0Font.load(document, parsed, true), parsed.getUnicodeCmapLookup());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PDType0Font font() {
    return font;
  }

  /**
   * The lines of a text, in the order in which they are seen.
   *
   * @param width largest width of a line in points
   */
  List<String> lines(String text, float size, float width) {
    var lines = new ArrayList<String>();
    for (var paragraph : text.split("\\R", -1)) {
      lines.addAll(wrapped(readable(paragraph), size, width));
    }
    return lines.stream().map(PdfFont::visual).toList();
  }

  /** The beginning of a text that fits one line, in the order in which it is seen. */
  String line(String text, float size, float width) {
    var whole = readable(text.replaceAll("\\R", " "));
    if (width(whole, size) <= width) {
      return visual(whole);
    }
    int end = fitting(whole, size, width - width("…", size));
    return visual(whole.substring(0, end) + "…");
  }

  private String readable(String text) {
    var known = new StringBuilder();
    ArabicShaper.shape(Sentences.name(Normalizer.normalize(text, Normalizer.Form.NFC)))
        .codePoints()
        .map(each -> Character.isWhitespace(each) || Character.isSpaceChar(each) ? ' ' : each)
        .map(each -> glyphs.getGlyphId(each) == 0 ? PLACEHOLDER : each)
        .forEach(known::appendCodePoint);
    return known.toString();
  }

  private List<String> wrapped(String text, float size, float width) {
    var lines = new ArrayList<String>();
    var rest = text;
    while (width(rest, size) > width) {
      int end = fitting(rest, size, width);
      int blank = rest.lastIndexOf(' ', end);
      int cut = blank > 0 ? blank : end;
      lines.add(rest.substring(0, cut));
      rest = rest.substring(cut).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  /** The number of chars that fit; one character at least, so that wrapping ends. */
  private int fitting(String text, float size, float width) {
    float used = 0;
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      used += width(Character.toString(character), size);
      if (used > width && at > 0) {
        return at;
      }
      at += Character.charCount(character);
    }
    return at;
  }

  float width(String text, float size) {
    try {
      return font.getStringWidth(text) / UNITS * size;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String visual(String line) {
    if (!Bidi.requiresBidi(line.toCharArray(), 0, line.length())) {
      return line;
    }
    var bidi = new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
    var runs = new Object[bidi.getRunCount()];
    var levels = new byte[runs.length];
    for (int i = 0; i < runs.length; i++) {
      levels[i] = (byte) bidi.getRunLevel(i);
      var run = line.substring(bidi.getRunStart(i), bidi.getRunLimit(i));
      runs[i] = levels[i] % 2 == 0 ? run : reversed(run);
    }
    Bidi.reorderVisually(levels, 0, runs, 0, runs.length);
    var seen = new StringBuilder();
    for (var run : runs) {
      seen.append(run);
    }
    return seen.toString();
  }

  private static String reversed(String run) {
    var seen = new StringBuilder();
    new StringBuilder(run)
        .reverse()
        .codePoints()
        .map(PdfFont::mirrored)
        .forEach(seen::appendCodePoint);
    return seen.toString();
  }

  private static int mirrored(int character) {
    return switch (character) {
      case '(' -> ')';
      case ')' -> '(';
      case '[' -> ']';
      case ']' -> '[';
      case '{' -> '}';
      case '}' -> '{';
      case '<' -> '>';
      case '>' -> '<';
      case '«' -> '»';
      case '»' -> '«';
      default -> character;
    };
  }
}
