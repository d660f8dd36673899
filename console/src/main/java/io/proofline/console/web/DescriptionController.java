package io.proofline.console.web;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the API's description, and a start page that links it. */
@RestController
final class DescriptionController {

  private static final String START_PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Proofline console</title>
      <style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }</style>
      <h1>Proofline console</h1>
      <p>This service answers the management API, version 1.</p>
      <ul>
      <li><a href="/api/v1/openapi.yaml">Description of the API</a> (OpenAPI 3.1)</li>
      <li><a href="/actuator/health">Health of this service</a></li>
      </ul>
      <p>Each call of the API needs a token.</p>
      </html>
      """;

  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  String start() {
    return START_PAGE;
  }

  @GetMapping(path = "/api/v1/openapi.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
  ResponseEntity<Resource> description() {
    return ResponseEntity.ok(new ClassPathResource("openapi.yaml"));
  }
}
