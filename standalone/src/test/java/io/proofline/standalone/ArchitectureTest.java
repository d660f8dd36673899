package io.proofline.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

@AnalyzeClasses(packages = "io.proofline", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] CORE = {"review", "policy", "rules", "audit"};

  @ArchTest static final ArchRule the_comparison_of_texts_depends_on_no_module = onlyUses("text");

  @ArchTest static final ArchRule the_contract_depends_on_no_module = onlyUses("schemas", "text");

  @ArchTest static final ArchRule the_policy_depends_on_no_module = onlyUses("policy", "text");

  @ArchTest
  static final ArchRule the_review_depends_on_the_policy_alone =
      onlyUses("review", "policy", "text", "hash");

  @ArchTest
  static final ArchRule the_rules_file_depends_on_the_core_alone =
      onlyUses("rules", "policy", "review", "text", "hash");

  @ArchTest
  static final ArchRule the_audit_depends_on_the_contract_alone =
      onlyUses("audit", "schemas", "hash");

  @ArchTest
  static final ArchRule the_core_uses_neither_kafka_nor_spring =
      noClasses()
          .that()
          .resideInAnyPackage(packages(CORE))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.springframework..");

  @ArchTest
  static final ArchRule the_embedded_kafka_depends_on_the_contract_alone =
      onlyUses("embedded", "schemas");

  @ArchTest static final ArchRule the_http_server_limits_depend_on_no_module = onlyUses("http");

  @ArchTest static final ArchRule the_client_of_the_api_depends_on_no_module = onlyUses("api");

  @ArchTest
  static final ArchRule the_gateway_depends_on_the_contract_alone =
      onlyUses("ingest", "schemas", "http");

  @ArchTest
  static final ArchRule the_processor_depends_on_contract_and_core_alone =
      onlyUses("processor", "schemas", "text", "http", "review", "policy", "rules", "audit");

  @ArchTest
  static final ArchRule the_workers_depend_on_the_contract_alone =
      onlyUses("workers", "schemas", "text", "http");

  @ArchTest
  static final ArchRule the_console_depends_on_contract_and_core_alone =
      onlyUses("console", "schemas", "text", "http", "hash", "rules", "policy", "review", "audit");

  @ArchTest static final ArchRule the_sandbox_depends_on_no_module = onlyUses("sandbox");

  /**
   * Of the services, the command line uses only the workers' API clients; the image also contains
   * the others.
   */
  @ArchTest
  static final ArchRule the_command_line_uses_neither_simulators_nor_an_embedded_broker =
      onlyUses("cli", "schemas", "api", "text", "review", "policy", "rules", "audit", "workers");

  @ArchTest
  static final ArchRule the_journeys_use_http_and_published_topics_alone =
      onlyUses("journeys", "schemas", "api");

  private static String[] packages(String... modules) {
    return Arrays.stream(modules).map("io.proofline.%s.."::formatted).toArray(String[]::new);
  }

  /** A module uses no other modules than the named ones. */
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
