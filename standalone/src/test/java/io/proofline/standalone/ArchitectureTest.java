package io.proofline.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

@AnalyzeClasses(packages = "io.proofline", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String REVIEW = "io.proofline.processor.review..";

  @ArchTest static final ArchRule the_contract_depends_on_no_module = onlyUses("schemas");

  @ArchTest
  static final ArchRule the_embedded_kafka_knows_the_contract_alone =
      onlyUses("embedded", "schemas");

  @ArchTest
  static final ArchRule the_gateway_knows_the_contract_alone = onlyUses("ingest", "schemas");

  @ArchTest
  static final ArchRule the_processor_knows_the_contract_alone = onlyUses("processor", "schemas");

  @ArchTest
  static final ArchRule the_workers_know_the_contract_alone = onlyUses("workers", "schemas");

  @ArchTest static final ArchRule the_sandbox_knows_no_module = onlyUses("sandbox");

  @ArchTest
  static final ArchRule the_journeys_know_addresses_alone =
      noClasses()
          .that()
          .resideInAPackage("io.proofline.standalone.journey..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.proofline.schemas..",
              "io.proofline.embedded..",
              "io.proofline.ingest..",
              "io.proofline.processor..",
              "io.proofline.workers..",
              "io.proofline.sandbox..",
              "org.apache.kafka..");

  @ArchTest
  static final ArchRule the_rules_of_a_review_use_java_alone =
      classes()
          .that()
          .resideInAPackage(REVIEW)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", REVIEW);

  @ArchTest
  static final ArchRule the_rules_of_a_review_have_no_clock_and_no_chance =
      noClasses()
          .that()
          .resideInAPackage(REVIEW)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  /** A module uses, of all modules, itself and those named. */
  private static ArchRule onlyUses(String module, String... others) {
    var allowed = new String[others.length + 1];
    allowed[0] = "io.proofline." + module + "..";
    for (int i = 0; i < others.length; i++) {
      allowed[i + 1] = "io.proofline." + others[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage(allowed[0])
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("io.proofline..")
                .and(not(JavaClass.Predicates.resideInAnyPackage(allowed))));
  }
}
