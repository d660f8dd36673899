package io.proofline.standalone.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.proofline.console.ConsoleProperties;
import io.proofline.ingest.GatewayProperties;
import io.proofline.processor.ProcessorProperties;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topics;
import io.proofline.workers.WorkersProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the files for Docker with the code; needs no Docker engine. */
class ComposeTest {

  private static final Pattern MAIN = Pattern.compile("(?m)^ +(\\w+|\\*)\\) main=([\\w.]+) ;;$");
  private static final Pattern SECRET =
      Pattern.compile("secret|password|token|key", Pattern.CASE_INSENSITIVE);

  private final ComposeFile compose = read();

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "processor", "workers", "console"})
  void every_variable_and_every_secret_is_a_setting(String service) {
    var names = ServiceProperties.ALL.get(service).names().toList();

    assertThat(compose.environment(service).keySet())
        .filteredOn(name -> name.startsWith("PROOFLINE_"))
        .isNotEmpty()
        .isSubsetOf(names.stream().map(ServiceProperties::variable).toList());
    assertThat(compose.mounted(service).keySet())
        .filteredOn(name -> name.startsWith("proofline."))
        .isNotEmpty()
        .isSubsetOf(names);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "processor", "workers", "console"})
  void published_ports_and_health_checks_are_where_the_service_listens(String service)
      throws IOException {
    var settings = bound(service);

    assertThat(compose.published(service)).containsExactly(port(settings));
    assertThat(compose.health(service))
        .containsExactly(
            "CMD",
            "/proofline/healthy",
            String.valueOf(healthPort(service, settings)),
            "/actuator/health");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "workers"})
  void health_and_metrics_are_not_on_a_public_port(String service) throws IOException {
    assertThat(compose.published(service)).doesNotContain(healthPort(service, bound(service)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "processor", "workers", "console"})
  void a_registry_with_two_addresses_and_a_password_needs_only_settings(String service)
      throws IOException {
    var serviceProperties = ServiceProperties.ALL.get(service);
    var kafka = serviceProperties.prefix() + ".kafka.";
    var environment = new TreeMap<>(compose.environment(service));
    environment.put(ServiceProperties.variable(kafka + "registry"), "http://a:8081,https://b:8082");
    var trust = ServiceProperties.variable(kafka + "client.schema.registry.ssl.truststore.type");
    environment.put(trust, "PEM");
    var files = secrets(service);
    files.put(kafka + "client.schema.registry.basic.auth.user.info", "proofline:geheim");

    var bound = kafka(serviceProperties.bind(environment, files));

    assertThat(bound.registryAddresses()).isEqualTo("http://a:8081,https://b:8082");
    assertThat(bound.client())
        .containsOnly(
            entry("schema.registry.basic.auth.user.info", "proofline:geheim"),
            entry("schema.registry.ssl.truststore.type", "PEM"));
    assertThat(bound.toString()).doesNotContain("geheim");
  }

  @Test
  void all_services_and_the_topics_have_one_prefix_and_one_partition_count() throws IOException {
    var kafkas = new ArrayList<KafkaConnection>();
    for (var service : ServiceProperties.ALL.keySet()) {
      kafkas.add(kafka(bound(service)));
    }
    var kafka = kafkas.getFirst();

    assertThat(kafkas).allMatch(kafka::equals);
    assertThat(kafka.partitions()).isEqualTo(Topics.DEFAULT_PARTITIONS);
    assertThat(compose.command("topics"))
        .containsExactly(
            "topics",
            "create",
            "--bootstrap",
            kafka.bootstrap(),
            "--prefix",
            kafka.prefix(),
            "--partitions",
            String.valueOf(kafka.partitions()));
  }

  @Test
  void the_services_addresses_of_kafka_and_registry_are_theirs() throws IOException {
    var kafka = kafka(bound("workers"));

    assertThat(compose.environment("kafka").get("KAFKA_ADVERTISED_LISTENERS"))
        .contains("//" + kafka.bootstrap());
    assertThat(compose.environment("registry"))
        .containsEntry("APICURIO_KAFKASQL_BOOTSTRAP_SERVERS", kafka.bootstrap());
    assertThat(compose.published("registry"))
        .containsExactly(kafka.registry().getFirst().getPort());
    assertThat(compose.health("registry").getLast())
        .isEqualTo(
            "http://localhost:%d%s/subjects"
                .formatted(
                    kafka.registry().getFirst().getPort(), kafka.registry().getFirst().getPath()));
    assertThat(kafka.registry().getFirst().getHost()).isEqualTo("registry");
  }

  @Test
  void broker_and_clients_have_the_same_release() {
    var release = AppInfoParser.getVersion().replaceFirst("\\.\\d+$", ".");

    assertThat(compose.services().get("kafka").get("image").toString())
        .startsWith("apache/kafka:${KAFKA_VERSION:-" + release);
  }

  @Test
  void the_registry_has_the_version_that_was_tested() throws IOException {
    var version = Pattern.compile("<apicurio.version>(.+)</apicurio.version>");
    var tested = version.matcher(Files.readString(ComposeFile.ROOT.resolve("pom.xml")));

    assertThat(tested.find()).isTrue();
    assertThat(compose.services().get("registry").get("image"))
        .isEqualTo("apicurio/apicurio-registry:${APICURIO_VERSION:-%s}".formatted(tested.group(1)));
  }

  @Test
  void a_single_broker_has_replication_factor_1() {
    assertThat(compose.environment("kafka"))
        .allSatisfy((name, value) -> {
          if (name.endsWith("REPLICATION_FACTOR") || name.endsWith("MIN_ISR")) {
            assertThat(value).as(name).isEqualTo("1");
          }
        })
        .containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
  }

  @Test
  void each_of_our_containers_runs_an_existing_service_or_command() throws Exception {
    var mains = new TreeMap<String, String>();
    MAIN.matcher(Files.readString(ComposeFile.ROOT.resolve("docker/run")))
        .results()
        .forEach(found -> mains.put(found.group(1), found.group(2)));

    for (var main : mains.values()) {
      assertThat(Class.forName(main).getMethod("main", String[].class)).isNotNull();
    }
    assertThat(mains.keySet())
        .containsExactly("*", "console", "gateway", "processor", "sandbox", "workers");
    assertThat(compose.built())
        .allMatch(service ->
            service.equals("topics") || compose.command(service).getFirst().equals(service))
        .contains("topics", "sandbox")
        .containsAll(ServiceProperties.ALL.keySet());
  }

  @Test
  void no_secret_is_in_the_file() {
    var variables =
        compose.services().keySet().stream()
            .flatMap(service -> compose.environment(service).entrySet().stream())
            .filter(variable -> SECRET.matcher(variable.getKey()).find());

    assertThat(variables).allMatch(variable -> variable.getValue().startsWith("/run/secrets/"));
    assertThat(compose.secrets().values())
        .allSatisfy(secret -> assertThat(secret).containsOnlyKeys("file"));
  }

  @Test
  void the_script_generates_or_requires_each_mounted_secret() throws IOException {
    var script = Files.readString(ComposeFile.ROOT.resolve("docker/secrets"));
    var mounted =
        compose.services().keySet().stream()
            .flatMap(service -> compose.mounted(service).values().stream())
            .collect(Collectors.toSet());

    assertThat(compose.secrets().keySet()).isEqualTo(mounted);
    assertThat(mounted)
        .allSatisfy(
            name -> assertThat(script).containsPattern("(made|keep| )\\s*" + Pattern.quote(name)));
  }

  @Test
  void the_sandboxs_environment_has_the_simulators_addresses() throws IOException {
    var written = Files.readString(ComposeFile.ROOT.resolve("docker/sandbox.env"));
    var command = compose.command("sandbox");
    int base = Integer.parseInt(command.get(command.indexOf("--port-base") + 1));

    assertThat(written)
        .contains("ZIFLOW_URL=http://sandbox:%d/v1\n".formatted(base + 2))
        .contains("PHOTOSHELTER_URL=http://sandbox:%d/psapi/v4.0\n".formatted(base + 3))
        .contains("PHOTOSHELTER_V3_URL=http://sandbox:%d/psapi/v3\n".formatted(base + 3));
    assertThat(compose.published("sandbox")).containsExactly(base + 2, base + 3, base + 4);
    assertThat(command).containsSequence("--host", "sandbox");
  }

  @Test
  void the_image_has_only_needed_sources_and_does_not_run_as_root() throws IOException {
    var dockerfile = Files.readString(ComposeFile.ROOT.resolve("Dockerfile"));
    var ignored = Files.readAllLines(ComposeFile.ROOT.resolve(".dockerignore"));

    assertThat(ignored).contains("*", "!pom.xml", "!*/pom.xml", "!*/src/main");
    assertThat(dockerfile.indexOf("USER proofline"))
        .isBetween(dockerfile.lastIndexOf("RUN "), dockerfile.indexOf("ENTRYPOINT"));
    assertThat(dockerfile.indexOf("COPY --from=build /image/cli/lib "))
        .as("rarely changed layers come first")
        .isBetween(0, dockerfile.indexOf("COPY --from=build /image/cli/ours "));
    assertThat(dockerfile.lastIndexOf("\nFROM "))
        .as("the default image is the one without simulators")
        .isEqualTo(dockerfile.indexOf("\nFROM base AS proofline"));
  }

  @Test
  void our_containers_write_only_to_volumes_and_tmp_and_have_a_memory_limit() {
    assertThat(compose.built())
        .allSatisfy(service ->
            assertThat(compose.services().get(service))
                .containsEntry("read_only", true)
                .containsEntry("tmpfs", List.of("/tmp:exec,size=256m"))
                .containsKey("mem_limit"));
  }

  private Object bound(String service) throws IOException {
    return ServiceProperties.ALL.get(service).bind(compose.environment(service), secrets(service));
  }

  private Map<String, String> secrets(String service) {
    var files = new TreeMap<String, String>();
    compose.mounted(service).keySet().forEach(name -> files.put(name, secret(name)));
    return files;
  }

  static String secret(String setting) {
    return setting.endsWith("library-secrets")
        ? "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        : "of-" + setting.replace('.', '-');
  }

  private static int port(Object settings) {
    return switch (settings) {
      case GatewayProperties gateway -> gateway.port();
      case ProcessorProperties processor -> processor.port();
      case WorkersProperties workers -> workers.port();
      case ConsoleProperties console -> console.port();
      default -> throw new AssertionError(settings);
    };
  }

  private int healthPort(String service, Object settings) {
    if (settings instanceof GatewayProperties gateway) {
      return gateway.managementPort();
    }
    var own = compose.environment(service).get("MANAGEMENT_SERVER_PORT");
    return own == null ? port(settings) : Integer.parseInt(own);
  }

  private static KafkaConnection kafka(Object settings) {
    return switch (settings) {
      case GatewayProperties gateway -> gateway.kafka();
      case ProcessorProperties processor -> processor.kafka();
      case WorkersProperties workers -> workers.kafka();
      case ConsoleProperties console -> console.kafka();
      default -> throw new AssertionError(settings);
    };
  }

  private static ComposeFile read() {
    try {
      return ComposeFile.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
