package io.proofline.console.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.audit.AuditExport;
import io.proofline.audit.AuditJsonReader;
import io.proofline.audit.InvalidExportException;
import io.proofline.audit.VerificationReport;
import io.proofline.audit.VerifyingKey;
import io.proofline.console.verification.UploadedForm.Part;
import io.proofline.console.web.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.multipart.PartEvent;
import reactor.core.publisher.Flux;

/** Verifies uploaded exports, one at a time, because each needs much memory. */
final class Verifications {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final int LARGEST_KEYS = 16_384;
  private static final String WITHOUT_KEYS =
      "No public key was given, and this console has none, so no signature was checked. Proofline"
          + " keeps its public key as audit-key.pub.pem in its data directory.";

  private final VerificationSettings settings;
  private final List<VerifyingKey> ownKeys;
  private final Semaphore permit = new Semaphore(1, true);

  Verifications(VerificationSettings settings) {
    this.settings = settings;
    this.ownKeys = settings.keys().isEmpty() ? List.of() : read(settings.keys());
  }

  private static List<VerifyingKey> read(String file) {
    try {
      return VerifyingKey.allFromPem(Files.readString(Path.of(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "proofline.console.verification.keys: %s can't be read".formatted(file), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "proofline.console.verification.keys: %s has no Ed25519 public key as PEM"
              .formatted(file),
          e);
    }
  }

  /** Ids of the keys whose signatures count if the sender names none. */
  List<String> ownKeyIds() {
    return ids(ownKeys);
  }

  long largestExport() {
    return settings.largestExport().toBytes();
  }

  /**
   * A finished verification.
   *
   * @param fileName name of the file, from the sender; empty if it has none
   * @param keyIds ids of the keys whose signatures counted
   * @param areOwnKeys whether they are the console's, because the sender named none
   */
  record Verified(
      VerificationReport report, String fileName, List<String> keyIds, boolean areOwnKeys) {}

  /**
   * Verifies the file {@code export} of a form with the keys {@code key}.
   *
   * @throws ApiException if the form has no such file, a key is none, the form is too large, or
   *     another verification takes too long
   */
  Verified verify(Flux<PartEvent> form) {
    try {
      if (!permit.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw ApiException.unavailable(
            "Another verification is under way. Repeat this one in a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiException.unavailable("The console ends");
    }
    try (var uploaded = new UploadedForm(form, settings.largestExport())) {
      return read(uploaded).verify();
    } finally {
      permit.release();
    }
  }

  private Upload read(UploadedForm form) {
    var upload = new Upload();
    try {
      upload.read(form);
      return upload;
    } catch (ApiException e) {
      form.skipAll();
      throw e;
    }
  }

  private static List<String> ids(List<VerifyingKey> keys) {
    return keys.stream().map(VerifyingKey::id).distinct().toList();
  }

  /** The content of one form. */
  private final class Upload {

    private final List<VerifyingKey> keys = new ArrayList<>();
    private @Nullable AuditExport auditExport;
    private @Nullable VerificationReport damaged;
    private String fileName = "";

    void read(UploadedForm form) {
      for (var part = form.next(); part.isPresent(); part = form.next()) {
        switch (part.get().name()) {
          case "export" -> readExport(part.get());
          case "key" -> readKeys(part.get());
          default ->
              throw ApiException.invalid(
                  "'%.80s' is not a part of this form, which takes export and key"
                      .formatted(part.get().name()));
        }
      }
    }

    private void readExport(Part part) {
      if (auditExport != null || damaged != null) {
        throw ApiException.invalid("There are two exports; verify one at a time");
      }
      fileName = part.fileName();
      try {
        auditExport = AuditJsonReader.read(part.content());
      } catch (InvalidExportException e) {
        damaged = VerificationReport.damaged(e);
      }
    }

    /** An empty part is a field that was left empty. */
    private void readKeys(Part part) {
      try {
        var bytes = part.content().readNBytes(LARGEST_KEYS + 1);
        var text = new String(bytes, UTF_8).strip();
        if (bytes.length > LARGEST_KEYS) {
          throw new IllegalArgumentException("It has more than %,d bytes".formatted(LARGEST_KEYS));
        }
        if (!text.isEmpty()) {
          keys.addAll(VerifyingKey.allFromPem(text));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (IllegalArgumentException e) {
        throw ApiException.invalid(
            "A key is none: %s. A public key is a text that begins with -----BEGIN PUBLIC KEY-----"
                .formatted(e.getMessage()));
      }
    }

    Verified verify() {
      var used = keys.isEmpty() ? ownKeys : keys;
      if (damaged == null && auditExport == null) {
        throw ApiException.invalid("'export' is missing: the file to verify");
      }
      var report =
          auditExport == null
              ? Optional.ofNullable(damaged).orElseThrow()
              : VerificationReport.verify(auditExport, used, WITHOUT_KEYS);
      return new Verified(report, fileName, ids(used), keys.isEmpty());
    }
  }
}
