package io.proofline.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PhotographReportTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final String HEAD = "fedcba9876543210".repeat(4);

  private static ObjectNode review(String fileName) {
    var review =
        (ObjectNode)
            JSON.readTree(
                """
                {"asset_id": "I1", "state": "approved", "version": 2, "rule": "Campaign pictures",
                 "verdict": "approved", "verdict_at": "2026-05-04T08:00:00Z",
                 "stages": [{"id": "s-1", "name": "Brand"}],
                 "proofs": [{"version": 1, "sha256": null}, {"version": 2, "sha256": "%s"}]}
                """
                    .formatted(HASH));
    return review.put("file_name", fileName);
  }

  private static ObjectNode entry(String kind, String name, @Nullable String quote) {
    var entry =
        (ObjectNode)
            JSON.readTree(
                """
                {"asset_id": "I1", "sequence": 7, "kind": "%s", "person_id": "p", "new": "approved",
                 "details": {"stage": "s-1", "version": "2"}, "hash": "%s",
                 "occurred_at": "2026-05-04T08:00:00.123Z"}
                """
                    .formatted(kind, HEAD));
    return entry.put("name", name).put("text", quote);
  }

  private static byte[] jpeg(int width, int height) throws IOException {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(new Color(200, 120, 40));
    graphics.fillRect(0, 0, width, height / 2);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", bytes);
    return bytes.toByteArray();
  }

  private interface Content {
    void addTo(PdfPages pages) throws IOException;
  }

  private static byte[] made(Content content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var pages = new PdfPages()) {
      content.addTo(pages);
      pages.write("A foot", bytes);
    }
    return bytes.toByteArray();
  }

  private static String text(byte[] pdf) throws IOException {
    try (var document = Loader.loadPDF(pdf)) {
      var stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      return stripper.getText(document);
    }
  }

  /** With the system property {@code report.pictures}, pages are also written as pictures. */
  private static void draw(byte[] pdf, String name) throws IOException {
    var directory = System.getProperty("report.pictures");
    if (directory != null) {
      try (var document = Loader.loadPDF(pdf)) {
        for (int i = 0; i < Math.min(3, document.getNumberOfPages()); i++) {
          var picture = new PDFRenderer(document).renderImageWithDPI(i, 80);
          ImageIO.write(picture, "png", Path.of(directory, name + "-" + i + ".png").toFile());
        }
      }
      Files.write(Path.of(directory, name + ".pdf"), pdf);
    }
  }

  @Test
  void a_photograph_has_its_name_its_hashes_and_who_decided_and_said_what() throws IOException {
    var pdf =
        made(pages ->
            new PhotographReport(pages)
                .add(
                    review("summit-sunset.jpg"),
                    List.of(
                        entry("routed", "Nobody", null),
                        entry("decision", "Ann Brand", null),
                        entry("comment", "Lena Legal", "Sky too dark.\nCrop it.")),
                    false,
                    jpeg(300, 200)));
    draw(pdf, "one");

    assertThat(text(pdf))
        .contains("summit-sunset.jpg", "SHA-256 of version 2 as reviewed: " + HASH)
        .contains("SHA-256 of version 1 as reviewed: not known")
        .contains("2026-05-04 08:00:00 UTC", "Ann Brand approved", "“Sky too dark.", "Crop it.”")
        .contains("Head of its record: entry 7, " + HEAD)
        .contains("is missing or was changed")
        .contains("Page 1 of 1", "A foot")
        .doesNotContain("Nobody");
  }

  @Test
  void hostile_and_foreign_texts_are_readable_or_have_a_placeholder() throws IOException {
    var names =
        List.of(
            "<script>1</script>\u0000\u202Egpj.exe",
            "Ωμέγα Жук Łódź.jpg",
            "שקיעה (1).jpg",
            "صورة غروب الشمس لا.jpg",
            "日本 😀 \uD800.jpg",
            "a".repeat(251) + ".jpg",
            "(\\) Tj ET endstream",
            "");
    var pdf =
        made(pages -> {
          for (var name : names) {
            var said = name.length() > 100 ? "Fine" : name; // a long name is at its picture alone
            new PhotographReport(pages)
                .add(review(name), List.of(entry("comment", said, said)), true, new byte[] {1, 2});
          }
        });
    draw(pdf, "foreign");
    var text = text(pdf);

    assertThat(text)
        .contains("<script>1</script>\uFFFD\uFFFDgpj.exe", "Ωμέγα Жук Łódź.jpg")
        .contains("(\\) Tj ET endstream", "\uFFFD\uFFFD", "No picture now")
        .contains("שקיעה", "غروب");
    assertThat(text.replace("No picture now", "").replaceAll("\\s", ""))
        .contains("a".repeat(251) + ".jpg");
  }

  @Test
  void a_thousand_photographs_fill_many_pages_and_each_is_whole_at_its_picture()
      throws IOException {
    var picture = jpeg(300, 200);
    var pdf =
        made(pages -> {
          var report = new PhotographReport(pages);
          for (int i = 0; i < 1000; i++) {
            var entries = new ArrayList<ObjectNode>();
            for (int j = 0; j < i % 7; j++) {
              entries.add(entry("decision", "Person " + i, null));
            }
            report.add(review("photo-%04d.jpg".formatted(i)), entries, true, picture);
          }
          pages.newPage();
          pages.text("The cover", PdfPages.Style.BOLD, 20);
          pages.lastPageFirst();
        });
    draw(pdf, "thousand");
    var text = text(pdf);

    assertThat(text).startsWith("The cover").contains("photo-0000.jpg", "photo-0999.jpg");
    try (var document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isBetween(200, 500);
    }
  }
}
