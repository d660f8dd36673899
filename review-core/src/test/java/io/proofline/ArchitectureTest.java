package io.proofline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

@AnalyzeClasses(packages = "io.proofline", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String POLICY = "io.proofline.policy..";
  private static final String REVIEW = "io.proofline.review..";
  private static final String RULES = "io.proofline.rules..";
  private static final String AUDIT = "io.proofline.audit..";
  private static final String HASH = "io.proofline.hash..";
  private static final String TEXT = "io.proofline.text..";
  private static final String CONTRACT = "io.proofline.schemas.avro..";
  private static final String JAVA = "java..";
  private static final String JSPECIFY = "org.jspecify..";

  @ArchTest static final ArchRule policy_uses_java_alone = onlyUses(POLICY, TEXT, JAVA, JSPECIFY);

  @ArchTest static final ArchRule text_uses_java_alone = onlyUses(TEXT, JAVA, JSPECIFY);

  @ArchTest static final ArchRule hash_uses_java_alone = onlyUses(HASH, JAVA, JSPECIFY);

  @ArchTest
  static final ArchRule review_uses_java_and_the_policy_alone =
      onlyUses(REVIEW, POLICY, HASH, TEXT, JAVA, JSPECIFY);

  @ArchTest
  static final ArchRule rules_use_yaml_and_json_but_neither_kafka_nor_spring =
      onlyUses(
          RULES, POLICY, HASH, TEXT, "org.yaml.snakeyaml..", "tools.jackson..", JAVA, JSPECIFY);

  @ArchTest
  static final ArchRule audit_uses_java_json_and_the_contract_alone =
      onlyUses(AUDIT, CONTRACT, HASH, "org.apache.avro..", "tools.jackson..", JAVA, JSPECIFY);

  @ArchTest
  static final ArchRule decisions_use_no_clock_and_no_randomness =
      noClasses()
          .that()
          .resideInAnyPackage(POLICY, REVIEW)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(UUID.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Random.class);

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("io.proofline.(*)..").should().beFreeOfCycles();

  private static ArchRule onlyUses(String module, String... others) {
    var allowed = new String[others.length + 1];
    allowed[0] = module;
    System.arraycopy(others, 0, allowed, 1, others.length);
    return classes()
        .that()
        .resideInAPackage(module)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed);
  }
}
