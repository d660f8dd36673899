package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.StageMember;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Renders the decisions and comments of a proof as a PDF of plain lines. */
final class ReviewPdf {
  private static final int LINES_A_PAGE = 50;
  private static final int LONGEST_LINE = 95;
  private static final float MARGIN = 50;
  private static final float LEADING = 14;
  private static final float SIZE = 10;

  private final AccountStore account;

  ReviewPdf(AccountStore account) {
    this.account = account;
  }

  /** Decisions of each stage and comments, or comments alone. */
  byte[] of(Proof proof, boolean commentsOnly) {
    var decisions = commentsOnly ? Stream.<String>empty() : decisions(proof);
    var lines =
        Stream.of(
                Stream.of(proof.name() + ", version " + proof.number()), decisions, comments(proof))
            .flatMap(each -> each)
            .map(ReviewPdf::printable)
            .toList();
    try (var document = new PDDocument();
        var bytes = new ByteArrayOutputStream()) {
      for (var from = 0; from < lines.size(); from += LINES_A_PAGE) {
        page(document, lines.subList(from, Math.min(lines.size(), from + LINES_A_PAGE)));
      }
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<String> decisions(Proof proof) {
    return proof.stages().stream()
        .flatMap(stage ->
            Stream.concat(
                Stream.of("Stage " + stage.name()),
                stage.deciders().stream()
                    .map(each -> "   %s: %s".formatted(who(each), each.decision().displayName()))));
  }

  private Stream<String> comments(Proof proof) {
    return account.comments(proof.id()).stream()
        .filter(each -> !each.isDeleted())
        .map(each -> "%d. %s: %s".formatted(each.sequence(), each.email(), each.text()));
  }

  private String who(StageMember stageMember) {
    return account.contact(stageMember.contactId()).map(Contact::email).orElse("?");
  }

  private static void page(PDDocument document, List<String> lines) throws IOException {
    var page = new PDPage(PDRectangle.A4);
    document.addPage(page);
    try (var content = new PDPageContentStream(document, page)) {
      content.beginText();
      content.setFont(new PDType1Font(FontName.HELVETICA), SIZE);
      content.setLeading(LEADING);
      content.newLineAtOffset(MARGIN, PDRectangle.A4.getHeight() - MARGIN);
      for (var line : lines) {
        content.showText(line);
        content.newLine();
      }
      content.endText();
    }
  }

  /** The standard font knows Latin letters only; other characters become question marks. */
  private static String printable(String text) {
    var known = text.replaceAll("\\s+", " ").replaceAll("[^\\x20-\\x7e\\xa1-\\xff]", "?");
    return known.length() > LONGEST_LINE ? known.substring(0, LONGEST_LINE) + "..." : known;
  }
}
