package io.proofline.workers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Checks that the packages of the workers have no forbidden dependencies. */
@AnalyzeClasses(
    packages = "io.proofline.workers",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule WORKERS_KNOW_NO_KAFKA =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..call..",
              "..work..",
              "..containers..",
              "..ziflow..",
              "..photoshelter..",
              "..files..",
              "..metadata..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "io.proofline.workers.kafka..",
              "io.proofline.workers.execution..");

  @ArchTest
  static final ArchRule CALLS_KNOW_NO_API =
      noClasses()
          .that()
          .resideInAPackage("..call..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..work..", "..ziflow..", "..photoshelter..", "..files..", "..poll..");

  @ArchTest
  static final ArchRule METADATA_KNOWS_NEITHER_APIS_NOR_FILES =
      noClasses()
          .that()
          .resideInAPackage("..metadata..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..call..", "..work..", "..ziflow..", "..photoshelter..", "..files..", "..poll..");

  @ArchTest
  static final ArchRule WORKERS_NEITHER_SLEEP_NOR_READ_CLOCKS =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Worker")
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule FEATURES_HAVE_NO_CYCLES =
      slices().matching("io.proofline.workers.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule FEATURES_DO_NOT_KNOW_THE_APPLICATION =
      noClasses()
          .that()
          .resideInAPackage("io.proofline.workers.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.proofline.workers");

  @ArchTest
  static final ArchRule NO_OTHER_SERVICE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.proofline.ingest..",
              "io.proofline.processor..",
              "io.proofline.sandbox..",
              "io.proofline.standalone..");
}
