package io.proofline.console.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Flux;

/** Answers with a finished report, and deletes its file. */
final class ReportFile {

  private static final int CHUNK = 65_536;

  private ReportFile() {}

  static ResponseEntity<Flux<DataBuffer>> answer(Path file, String name) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .headers(headers ->
            headers.setContentDisposition(
                ContentDisposition.attachment()
                    .filename(name + ".pdf", StandardCharsets.UTF_8)
                    .build()))
        .body(
            DataBufferUtils.read(file, DefaultDataBufferFactory.sharedInstance, CHUNK)
                .doFinally(_ -> delete(file)));
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
