package io.proofline.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.http.HttpServerSettings;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ProcessorPropertiesTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withInitializer(new ConfigDataApplicationContextInitializer())
          .withPropertyValues("spring.config.name=stream-processor")
          .withUserConfiguration(Settings.class);

  private static final String PERSON_KEY = "proofline.processor.person-key=0123456789abcdef";

  @EnableConfigurationProperties(ProcessorProperties.class)
  static class Settings {}

  @Test
  void all_but_the_key_have_a_default() {
    runner
        .withPropertyValues(PERSON_KEY)
        .run(context -> {
          var settings = context.getBean(ProcessorProperties.class);
          assertThat(settings.account()).isEqualTo("default");
          assertThat(settings.port()).isEqualTo(8082);
          assertThat(settings.stateDir()).isEqualTo(Path.of("state"));
          assertThat(settings.instanceId()).isEqualTo("processor-0");
          assertThat(settings.rulesName()).isEqualTo("default");
          assertThat(settings.auditKey()).isEmpty();
          assertThat(settings.auditCheckpointEvery()).isEqualTo(1000);
          assertThat(settings.http()).isEqualTo(HttpServerSettings.DEFAULTS);
          assertThat(settings.kafka().bootstrap()).isEqualTo("localhost:9092");
          assertThat(settings.kafka().prefix()).isEqualTo("proofline.");
          assertThat(settings.kafka().partitions()).isEqualTo(8);
        });
  }

  @ParameterizedTest(name = "{0} = {1} is refused")
  @CsvSource({
    "account,          Acme Inc,  account",
    "door-token,       x,         door-token",
    "person-key,       short,     person ids needs at least 16 characters",
    "instance-id,      '',        instanceId",
    "audit-checkpoint-every, 0,    auditCheckpointEvery",
    "audit-checkpoint-every, 5001, auditCheckpointEvery",
    "kafka.bootstrap,  '',        kafka.bootstrap must name a broker",
    "kafka.registry,   nowhere,   kafka.registry must be the schema registry's address",
    "kafka.partitions, 0,         kafka.partitions (0) must be at least 1",
    "acount,           x,         acount"
  })
  void an_invalid_setting_prevents_the_start_and_is_named(String key, String value, String named) {
    runner
        .withPropertyValues(PERSON_KEY, "proofline.processor.%s=%s".formatted(key, value))
        .run(context -> {
          assertThat(context).hasFailed();
          assertThat(messages(context.getStartupFailure())).anyMatch(m -> m.contains(named));
        });
  }

  @Test
  void the_key_is_not_printed() {
    runner
        .withPropertyValues(PERSON_KEY)
        .run(context ->
            assertThat(context.getBean(ProcessorProperties.class).toString())
                .doesNotContain("0123456789abcdef"));
  }

  private static Stream<String> messages(Throwable failure) {
    return Stream.iterate(failure, t -> t != null, Throwable::getCause).map(Throwable::toString);
  }
}
