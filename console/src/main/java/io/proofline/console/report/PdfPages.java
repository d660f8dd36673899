package io.proofline.console.report;

import io.proofline.console.page.Sentences;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.jspecify.annotations.Nullable;

/**
 * Pages of A4 that are filled from top to bottom. Finished pages and pictures are in a temporary
 * file, so the memory does not grow with them.
 */
final class PdfPages implements AutoCloseable {

  static final float TEXT = 9;
  static final float SMALL = 7.5f;
  private static final float NAME = 11;
  private static final float MARGIN = 48;
  private static final float BOTTOM = 62;
  private static final float LEADING = 1.35f;
  private static final float PICTURE_WIDTH = 132;
  private static final float PICTURE_HEIGHT = 99;
  private static final Color DIM = new Color(86, 90, 98);
  private static final Color LINE = new Color(217, 219, 223);

  private final PDDocument document = new PDDocument(IOUtils.createTempFileOnlyStreamCache());
  private final PdfFont plain = PdfFont.embed(document, "DejaVuSans.ttf");
  private final PdfFont bold = PdfFont.embed(document, "DejaVuSans-Bold.ttf");
  private @Nullable PDPageContentStream page;
  private float top;

  /** Weights and colours of texts. */
  enum Style {
    PLAIN,
    BOLD,
    DIM
  }

  float width() {
    return PDRectangle.A4.getWidth() - 2 * MARGIN;
  }

  /** Sets the document's title and language. */
  void describe(String title) {
    document.getDocumentInformation().setTitle(Sentences.name(title));
    document.getDocumentInformation().setCreator("Proofline");
    document.getDocumentCatalog().setLanguage("en");
  }

  /** Adds a text in as many lines as it needs. */
  void text(String text, Style style, float size) {
    text(text, style, size, 0);
  }

  /** Adds a text that is indented. */
  void text(String text, Style style, float size, float indent) {
    for (var line : font(style).lines(text, size, width() - indent)) {
      keep(size * LEADING);
      show(line, style, size, MARGIN + indent, top - size);
      top -= size * LEADING;
    }
  }

  void space(float height) {
    top -= height;
  }

  /** Starts a new page unless there is room for a height. */
  void keep(float height) {
    if (page == null || top - height < BOTTOM) {
      newPage();
    }
  }

  void newPage() {
    run(() -> {
      finishPage();
      var next = new PDPage(PDRectangle.A4);
      document.addPage(next);
      page = new PDPageContentStream(document, next, AppendMode.OVERWRITE, true);
      top = PDRectangle.A4.getHeight() - MARGIN;
    });
  }

  private void line() {
    run(() -> {
      var stream = present();
      stream.setStrokingColor(LINE);
      stream.setLineWidth(0.7f);
      stream.moveTo(MARGIN, top);
      stream.lineTo(MARGIN + width(), top);
      stream.stroke();
      top -= TEXT;
    });
  }

  /**
   * Adds a picture below a thin line, with texts beside it, all on one page; each text is one line
   * at most, except the title.
   *
   * @param jpeg null for a frame with the words {@code instead}
   */
  void picture(byte @Nullable [] jpeg, String instead, String title, List<String> texts) {
    float beside = MARGIN + PICTURE_WIDTH + TEXT * 2;
    float room = width() - PICTURE_WIDTH - TEXT * 2;
    float height =
        bold.lines(title, NAME, room).size() * NAME * LEADING + texts.size() * TEXT * LEADING;
    keep(Math.max(PICTURE_HEIGHT, height) + TEXT * 5);
    line();
    float from = top;
    pictureAt(jpeg, instead, from - PICTURE_HEIGHT);
    float at = from;
    for (var line : bold.lines(title, NAME, room)) {
      show(line, Style.BOLD, NAME, beside, at - NAME);
      at -= NAME * LEADING;
    }
    for (var text : texts) {
      show(plain.line(text, TEXT, room), Style.PLAIN, TEXT, beside, at - TEXT - 1);
      at -= TEXT * LEADING;
    }
    top = Math.min(at, from - PICTURE_HEIGHT) - TEXT;
  }

  private void pictureAt(byte @Nullable [] jpeg, String instead, float bottom) {
    var image = jpeg == null ? Optional.<PDImageXObject>empty() : image(jpeg);
    run(() -> {
      var stream = present();
      if (image.isPresent()) {
        var picture = image.get();
        float scale =
            Math.min(PICTURE_WIDTH / picture.getWidth(), PICTURE_HEIGHT / picture.getHeight());
        float height = picture.getHeight() * scale;
        stream.drawImage(
            picture, MARGIN, bottom + PICTURE_HEIGHT - height, picture.getWidth() * scale, height);
        return;
      }
      stream.setStrokingColor(LINE);
      stream.addRect(MARGIN, bottom, PICTURE_WIDTH, PICTURE_HEIGHT);
      stream.stroke();
    });
    if (image.isEmpty()) {
      show(
          plain.line(instead, SMALL, PICTURE_WIDTH - TEXT),
          Style.DIM,
          SMALL,
          MARGIN + TEXT / 2,
          bottom + PICTURE_HEIGHT / 2);
    }
  }

  /** A picture that is none is left out. */
  private Optional<PDImageXObject> image(byte[] jpeg) {
    try {
      return Optional.of(JPEGFactory.createFromByteArray(document, jpeg));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private void show(String line, Style style, float size, float x, float y) {
    run(() -> show(present(), line, style, size, x, y));
  }

  private void show(
      PDPageContentStream stream, String line, Style style, float size, float x, float y)
      throws IOException {
    stream.beginText();
    stream.setFont(font(style).font(), size);
    stream.setNonStrokingColor(style == Style.DIM ? DIM : Color.BLACK);
    stream.newLineAtOffset(x, y);
    stream.showText(line);
    stream.endText();
  }

  private PdfFont font(Style style) {
    return style == Style.BOLD ? bold : plain;
  }

  /** Moves the last page to the front. */
  void lastPageFirst() {
    run(() -> {
      finishPage();
      var pages = document.getPages();
      var last = pages.get(pages.getCount() - 1);
      pages.remove(last);
      pages.insertBefore(last, pages.get(0));
    });
  }

  /** Ends the document with a line at the foot of each page, and writes it. */
  void write(String foot, OutputStream stream) {
    run(() -> {
      finishPage();
      int count = document.getNumberOfPages();
      int number = 1;
      for (var each : document.getPages()) {
        try (var last = new PDPageContentStream(document, each, AppendMode.APPEND, true, true)) {
          var pages = "Page %,d of %,d".formatted(number++, count);
          float room = width() - plain.width(pages, SMALL) - TEXT;
          show(last, plain.line(foot, SMALL, room), Style.DIM, SMALL, MARGIN, MARGIN - SMALL);
          float x = MARGIN + width() - plain.width(pages, SMALL);
          show(last, pages, Style.DIM, SMALL, x, MARGIN - SMALL);
        }
      }
      document.save(stream);
    });
  }

  private PDPageContentStream present() {
    if (page == null) {
      newPage();
    }
    return Optional.ofNullable(page).orElseThrow();
  }

  private void finishPage() throws IOException {
    if (page != null) {
      page.close();
      page = null;
    }
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  @Override
  public void close() {
    run(() -> {
      finishPage();
      document.close();
    });
  }
}
