package io.proofline.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.springframework.kafka.streams.KafkaStreamsInteractiveQueryService;

@AnalyzeClasses(packages = "io.proofline.processor", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule intake_uses_java_alone =
      classes()
          .that()
          .resideInAPackage("..processor.intake..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("..processor.intake..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule intake_decides_without_clock_and_randomness =
      noClasses()
          .that()
          .resideInAPackage("..processor.intake..")
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

  /** The console answers questions; an instance knows only its own partitions. */
  @ArchTest
  static final ArchRule only_the_diagnosis_queries_the_stores_of_kafka_streams =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.proofline.processor.diagnosis.LocalReviews")
          .should()
          .accessTargetWhere(
              JavaAccess.Predicates.targetOwner(
                      JavaClass.Predicates.assignableTo(KafkaStreams.class))
                  .and(
                      JavaAccess.Predicates.target(
                          HasName.Predicates.nameMatching(
                              "store|query|queryMetadataForKey|streamsMetadataForStore"
                                  + "|metadataForAllStreamsClients|allLocalStorePartitionLags"))))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(StoreQueryParameters.class, KafkaStreamsInteractiveQueryService.class);

  @ArchTest
  static final ArchRule topologies_know_no_spring =
      noClasses()
          .that()
          .resideInAPackage("..processor.topology..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..");
}
