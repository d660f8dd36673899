package io.proofline.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.proofline.processor", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule review_knows_java_alone =
      classes()
          .that()
          .resideInAPackage("..processor.review..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("..processor.review..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule review_has_no_clock_and_no_chance =
      noClasses()
          .that()
          .resideInAPackage("..processor.review..")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.UUID")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random");

  @ArchTest
  static final ArchRule audit_knows_java_and_the_records_alone =
      classes()
          .that()
          .resideInAPackage("..processor.audit..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "..processor.audit..", "io.proofline.schemas.avro..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule topologies_know_no_spring =
      noClasses()
          .that()
          .resideInAnyPackage("..processor.topology..", "..processor.rules..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..");
}
