package io.proofline.console.report;

import io.proofline.console.access.Caller;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Reports for programs. */
@RestController
@RequestMapping("/api/v1")
final class ReportController {

  private final Reports reports;

  ReportController(Reports reports) {
    this.reports = reports;
  }

  @GetMapping("/collections/report")
  ResponseEntity<Flux<DataBuffer>> collection(
      @RequestParam String path, @AuthenticationPrincipal Caller caller) {
    return ReportFile.answer(reports.ofCollection(path, caller.name()), "collection");
  }

  @GetMapping("/reviews/{assetId}/report")
  ResponseEntity<Flux<DataBuffer>> photograph(
      @PathVariable String assetId, @AuthenticationPrincipal Caller caller) {
    return ReportFile.answer(reports.ofPhotograph(assetId, caller.name()), "photograph");
  }
}
