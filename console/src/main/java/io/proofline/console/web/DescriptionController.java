package io.proofline.console.web;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the API's description. */
@RestController
final class DescriptionController {

  @GetMapping(path = "/api/v1/openapi.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
  ResponseEntity<Resource> description() {
    return ResponseEntity.ok(new ClassPathResource("openapi.yaml"));
  }
}
