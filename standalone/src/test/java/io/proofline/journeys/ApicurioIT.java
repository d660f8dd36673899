package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.PhotographerSteps.SEND_TO_REVIEW;
import static io.proofline.journeys.PhotographerSteps.aPhotographWithoutAReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographerPutsItInto;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.aReviewerDecides;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.proofline.embedded.EmbeddedBroker;
import io.proofline.schemas.AvroSerde;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.RegistryRefusedException;
import io.proofline.schemas.RegistryUnavailableException;
import io.proofline.schemas.avro.Fact;
import io.proofline.standalone.DataDirectory;
import io.proofline.standalone.DemoInstallation;
import io.proofline.standalone.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The services with a real Apicurio registry in the version and with the storage of {@code
 * docker-compose.yml}, over starts and kills of both.
 */
@Tag("long")
class ApicurioIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PREFIX = "proofline.";

  @TempDir Path directory;

  @Test
  void reviews_go_on_over_restarts_of_services_and_registry() throws Exception {
    try (var kafka = EmbeddedBroker.start(directory.resolve("kafka-of-registry"), 0, 0);
        var apicurio =
            ApicurioProcess.start(kafka.bootstrap(), directory.resolve("apicurio.log"))) {
      apicurio.awaitReady();
      try (var demo = demo(apicurio)) {
        var at = demo.start();
        playFromSelectionToVerdict(at);
        assertAllSchemasAreRegistered(at);
        assertIncompatibleSchemaIsRefused(at);

        apicurio.kill();
        playFromSelectionToVerdict(at);
        new RunningDemo(at).awaitHealthy(PATIENCE);

        apicurio.startAgain();
        apicurio.awaitReady();
        assertAllSchemasAreRegistered(at);
        playFromSelectionToVerdict(at);
      }
      apicurio.kill();
      apicurio.startAgain();
      try (var demo = demo(apicurio)) { // waits for a registry that starts
        var at = demo.start();
        playFromSelectionToVerdict(at);
        new RunningDemo(at).awaitHealthy(PATIENCE);
        assertThat(new RunningDemo(at).unreadable("workers", "commandLoop")).isZero();
        assertThat(new RunningDemo(at).unreadable("processor", "streams")).isZero();
      }
      assertAddressWithoutPathIsNoRegistry(apicurio.address().resolve("/"));
    }
  }

  private DemoInstallation demo(ApicurioProcess apicurio) {
    return new DemoInstallation(
            DataDirectory.open(directory.resolve("data")), Ports.free(), _ -> {})
        .withRegistry(apicurio.address());
  }

  private static void playFromSelectionToVerdict(DemoAddresses at) {
    try (var environment =
        new JourneyEnvironment(at, new PollingWait(PATIENCE, System.out::println))) {
      var journeyRun = new JourneyRun(environment);
      Stream.of(
              aPhotographWithoutAReview(),
              aPhotographerPutsItInto(SEND_TO_REVIEW),
              itsProofIsThere(),
              aReviewerDecides(APPROVED),
              itsStatusBecomes("Approved"))
          .forEach(step -> step.play(journeyRun));
    }
  }

  /** Each topic's schema has an id, under which another client gets the same schema. */
  private static void assertAllSchemasAreRegistered(DemoAddresses at) {
    try (var writer = new RunningDemo(at).kafka().openRegistry();
        var reader = new RunningDemo(at).kafka().openRegistry()) {
      for (var topic : new RunningDemo(at).kafka().topics(writer).all()) {
        var schema = ((AvroSerde<?>) topic.values()).schema();
        int id = writer.register(topic.name() + "-value", schema);
        assertThat(reader.byId(id)).as(topic.name()).isEqualTo(schema);
        assertThat(reader.idOf(topic.name() + "-value", schema)).isEqualTo(id);
      }
    }
  }

  private static void assertIncompatibleSchemaIsRefused(DemoAddresses at) {
    try (var registry = new RunningDemo(at).kafka().openRegistry()) {
      assertThatExceptionOfType(RegistryRefusedException.class)
          .isThrownBy(() -> registry.register(PREFIX + "facts-value", withRequiredField()))
          .withMessageContaining(at.registry() + " answered 409 for the schema of subject")
          .withMessageContaining(PREFIX + "facts-value")
          .withMessageContaining("Incompatible artifact");
      assertThatExceptionOfType(RegistryRefusedException.class)
          .isThrownBy(() -> registry.idOf(PREFIX + "facts-value", withRequiredField()))
          .withMessageContaining("answered 404");
      assertThatExceptionOfType(RegistryRefusedException.class)
          .isThrownBy(() -> registry.byId(999_999))
          .withMessageContaining("answered 404");
    }
  }

  /** No record of a fact has this field, so the schema can't read any. */
  private static Schema withRequiredField() {
    var fact = Fact.getClassSchema();
    return SchemaBuilder.record(fact.getName())
        .namespace(fact.getNamespace())
        .fields()
        .requiredString("never_written")
        .endRecord();
  }

  private static void assertAddressWithoutPathIsNoRegistry(URI root) {
    try (var registry = new HttpSchemaRegistry(root)) {
      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> registry.byId(1))
          .withMessageContaining("Does kafka.registry have the whole address?");
    }
  }
}
