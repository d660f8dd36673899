package io.proofline.console.report;

import io.proofline.console.audit.AuditQueries;
import io.proofline.console.collection.CollectionQueries;
import io.proofline.console.page.PictureAddress;
import io.proofline.console.picture.Pictures;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.report.PdfPages.Style;
import io.proofline.console.review.ReviewFilter;
import io.proofline.console.review.ReviewQueries;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.Cursor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes reports of photographs as PDF, one at a time for each instance. A report is a picture of
 * the record for people; only an export can be verified.
 */
@Component
final class Reports {

  private static final int PAGE_SIZE = 100;
  private static final int MOST_PHOTOGRAPHS = 5000;
  private static final Duration LONGEST_WAIT_FOR_PICTURES = Duration.ofSeconds(60);
  private static final float TITLE = 20;
  private static final float HEADING = 12;

  private final CollectionQueries collections;
  private final ReviewQueries reviews;
  private final AuditQueries audit;
  private final Pictures pictures;
  private final ReadModels readModels;
  private final InstantSource clock;
  private final Semaphore permit = new Semaphore(1);

  Reports(
      CollectionQueries collections,
      ReviewQueries reviews,
      AuditQueries audit,
      Pictures pictures,
      ReadModels readModels,
      InstantSource clock) {
    this.collections = collections;
    this.reviews = reviews;
    this.audit = audit;
    this.pictures = pictures;
    this.readModels = readModels;
    this.clock = clock;
  }

  /**
   * The report of a collection, as a temporary file that the caller deletes.
   *
   * @param requester name of the person; empty for a program
   * @throws ApiException if it is not known, or another report is under way
   */
  Path ofCollection(String path, String requester) {
    var collection =
        collections
            .find(path)
            .orElseThrow(() ->
                ApiException.notFound(
                    "No photograph is known in a collection “%.200s”.".formatted(path)));
    var name = collection.path("path").asString();
    return make(report -> {
      @Nullable String cursor = null;
      do {
        var page = collections.items(name, PAGE_SIZE, cursor);
        report.add(page.items());
        cursor = page.next().map(Cursor::text).orElse(null);
      } while (cursor != null && report.hasRoom());
      report.finish("Collection " + name, counts(collection), requester);
    });
  }

  /**
   * The report of one photograph, as a temporary file that the caller deletes.
   *
   * @throws ApiException if it is not known, or another report is under way
   */
  Path ofPhotograph(String assetId, String requester) {
    var review =
        reviews
            .find(assetId)
            .map(ReviewQueries.StoredReview::document)
            .orElseThrow(() ->
                ApiException.notFound(
                    "No photograph with the id %.80s is known.".formatted(assetId)));
    return make(report -> {
      report.add(List.of(review));
      report.finish(
          "Photograph " + review.path("file_name").asString(assetId), "One photograph.", requester);
    });
  }

  private static String counts(JsonNode collection) {
    return "%,d ready, %,d open, %,d out."
        .formatted(
            collection.path("ready").asInt(),
            collection.path("open").asInt(),
            collection.path("out").asInt());
  }

  private interface Content {
    void addTo(Report report);
  }

  private Path make(Content content) {
    if (!permit.tryAcquire()) {
      throw ApiException.unavailable(
          "Another report is under way. Repeat the request once it is finished");
    }
    try (var pages = new PdfPages()) {
      var file = Files.createTempFile("proofline-report", ".pdf");
      try {
        content.addTo(new Report(pages, file));
        return file;
      } catch (RuntimeException e) {
        Files.deleteIfExists(file);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      permit.release();
    }
  }

  /** A report that is being made. */
  private final class Report {

    private final PdfPages pages;
    private final Path file;
    private final PhotographReport photographs;
    private final Instant began = clock.instant();
    private final @Nullable Instant asOf = readModels.asOf().orElse(null);
    private int added;
    private int withoutPicture;
    private int broken;
    private int unknown;
    private boolean isCut;

    Report(PdfPages pages, Path file) {
      this.pages = pages;
      this.file = file;
      this.photographs = new PhotographReport(pages);
    }

    boolean hasRoom() {
      isCut = added + unknown >= MOST_PHOTOGRAPHS;
      return !isCut;
    }

    /** Adds the photographs of these ids. */
    void add(List<ObjectNode> items) {
      var documents = documents(items);
      for (var item : items) {
        var review = documents.get(item.path("asset_id").asString());
        if (review == null) {
          unknown++;
        } else {
          add(review);
        }
      }
    }

    private Map<String, ObjectNode> documents(List<ObjectNode> items) {
      var filter = new LinkedMultiValueMap<String, String>();
      items.forEach(item -> filter.add("asset", item.path("asset_id").asString()));
      var documents = new HashMap<String, ObjectNode>();
      if (!items.isEmpty()) {
        reviews
            .first(ReviewFilter.parse(filter, Set.of()), items.size())
            .forEach(review -> documents.put(review.path("asset_id").asString(), review));
      }
      return documents;
    }

    private void add(ObjectNode review) {
      var asset = review.path("asset_id").asString();
      var timeline = audit.timeline(asset);
      boolean isUnbroken = AuditQueries.isUnbroken(timeline);
      broken += isUnbroken ? 0 : 1;
      boolean isInTime = clock.instant().isBefore(began.plus(LONGEST_WAIT_FOR_PICTURES));
      var jpeg = isInTime ? pictures.small(asset, PictureAddress.mark(review)).orElse(null) : null;
      withoutPicture += jpeg == null ? 1 : 0;
      photographs.add(review, timeline, isUnbroken, jpeg);
      added++;
    }

    /** Adds the cover, and writes the file. */
    void finish(String title, String counts, String requester) {
      pages.describe(title);
      pages.newPage();
      pages.text(title, Style.BOLD, TITLE);
      pages.space(PdfPages.TEXT);
      pages.text(
          "Who decided what and when, of %,d photographs. %s".formatted(added, counts),
          Style.PLAIN,
          HEADING);
      pages.space(HEADING);
      facts(requester);
      heading("Completeness");
      completeness().forEach(sentence -> pages.text(sentence, Style.PLAIN, PdfPages.TEXT));
      heading("How to verify it");
      verification()
          .forEach(sentence -> {
            pages.text(sentence, Style.PLAIN, PdfPages.TEXT);
            pages.space(PdfPages.TEXT / 2);
          });
      pages.lastPageFirst();
      try (var stream = new BufferedOutputStream(Files.newOutputStream(file))) {
        pages.write("Proofline · %s · %s".formatted(title, PhotographReport.time(began)), stream);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void facts(String requester) {
      pages.text(
          "Made at %s%s."
              .formatted(
                  PhotographReport.time(began), requester.isEmpty() ? "" : " by " + requester),
          Style.PLAIN,
          PdfPages.TEXT);
      pages.text(
          asOf == null
              ? "How complete it is has not been measured yet."
              : "Everything that was received until %s is in it; later events may be missing."
                  .formatted(PhotographReport.time(asOf)),
          Style.PLAIN,
          PdfPages.TEXT);
    }

    private void heading(String words) {
      pages.space(HEADING);
      pages.text(words, Style.BOLD, HEADING);
      pages.space(PdfPages.TEXT / 2);
    }

    private List<String> completeness() {
      var sentences = new ArrayList<String>();
      if (isCut) {
        sentences.add("It is cut after %,d photographs; the collection has more.".formatted(added));
      }
      if (unknown > 0) {
        sentences.add(
            "%,d photographs of the collection are not known now, and are left out."
                .formatted(unknown));
      }
      if (withoutPicture > 0) {
        sentences.add(
            "%,d photographs are without a picture: it is of another kind, or could not be fetched in time. A later report may have it."
                .formatted(withoutPicture));
      }
      if (broken > 0) {
        sentences.add(
            "The record of %,d photographs has a missing or changed entry; each is marked."
                .formatted(broken));
      }
      if (sentences.isEmpty()) {
        sentences.add(
            "All photographs, with their pictures. No entry of their record is missing or was"
                + " changed.");
      }
      return sentences;
    }

    private List<String> verification() {
      return List.of(
          "This document is for reading, and has no signature. Each photograph has the head of its"
              + " record: the number and the hash (SHA-256) of its newest entry, which follows from"
              + " all entries before it.",
          "1. Export the record: proofline audit export --all --out record.json (or an asset's id"
              + " in place of --all). The export ends at checkpoints that Proofline signs.",
          "2. Verify it: proofline audit verify record.json --key audit-key.pub.pem, or the page"
              + " Record, Verify an export.",
          "3. Compare: the entry of a photograph with the number of its head must have the hash of"
              + " its head. Later entries may follow.",
          "The hash of a file is the SHA-256 of its bytes: sha256sum FILE.");
    }
  }
}
