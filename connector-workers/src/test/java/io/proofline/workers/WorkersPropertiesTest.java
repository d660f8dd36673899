package io.proofline.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.workers.call.ApiLimits;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class WorkersPropertiesTest {

  @EnableConfigurationProperties(WorkersProperties.class)
  static class Settings {}

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withInitializer(new ConfigDataApplicationContextInitializer())
          .withSystemProperties("spring.config.name=connector-workers")
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(Settings.class)
          .withPropertyValues(
              "proofline.workers.account=acme",
              "proofline.workers.files-url=https://files.example.com",
              "proofline.workers.files-secret=0123456789abcdef",
              "proofline.workers.person-key=person-key-of-16",
              "proofline.workers.ziflow.api-key=zi-key-1",
              "proofline.workers.photoshelter.api-key=ps-key-1",
              "proofline.workers.photoshelter.email=service@example.com",
              "proofline.workers.photoshelter.password=hunter2",
              "proofline.workers.photoshelter.organization-id=O0000EXAMPLE0001");

  @Test
  void missing_settings_have_defaults() {
    runner.run(context -> {
      var settings = context.getBean(WorkersProperties.class);
      assertThat(settings.concurrency()).isEqualTo(16);
      assertThat(settings.spoolSize().toGigabytes()).isEqualTo(2);
      assertThat(settings.kafka().prefix()).isEqualTo("proofline.");
      assertThat(settings.lookUp().waits())
          .isEqualTo(
              List.of(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(60)));
      assertThat(settings.recoveryDelay()).isEqualTo(Duration.ofSeconds(30));
      assertThat(settings.poll().every()).isEqualTo(Duration.ofSeconds(60));
      assertThat(settings.photoshelter().callTimeout()).isEqualTo(Duration.ofSeconds(30));
      assertThat(settings.repeat().attempts()).isEqualTo(8);
      assertThat(settings.ziflow().limits()).isEqualTo(new ApiLimits(4, 4));
      assertThat(settings.photoshelter().limits()).isEqualTo(new ApiLimits(2, 4));
    });
  }

  @Test
  void secrets_do_not_print() {
    runner.run(context ->
        assertThat(context.getBean(WorkersProperties.class).toString())
            .doesNotContain(
                "zi-key-1", "ps-key-1", "hunter2", "person-key-of-16", "0123456789abcdef"));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("account=Acme Inc", "account"),
        Arguments.of("files-secret=short", "files-secret must have at least 16 characters"),
        Arguments.of("person-key=short", "person ids needs at least 16 characters"),
        Arguments.of("files-url=files", "files-url must be the file endpoint's public address"),
        Arguments.of("concurrency=5", "concurrency"),
        Arguments.of("ziflow.calls-per-second=0", "callsPerSecond"),
        Arguments.of("photoshelter.in-flight=2", "inFlight"),
        Arguments.of("kafka.partitions=0", "kafka.partitions (0) must be at least 1"),
        Arguments.of("ziflow.api-key=", "proofline.workers.ziflow.api-key must not be blank"),
        Arguments.of(
            "photoshelter.password=file:/no/such/file",
            "proofline.workers.photoshelter.password: the file /no/such/file can't be read"),
        Arguments.of(
            "photoshelter.v3-api-key=file:/no/such/file", "photoshelter.v3-api-key: the file"),
        Arguments.of("ziflow.connect-timeout=30s", "must not exceed call-timeout"),
        Arguments.of("photoshelter.organization-id=", "organizationId"),
        Arguments.of("photoshelter.most-pages=1000", "mostPages"),
        Arguments.of("photoshelter.readings.gallery-body=XML", "gallery-body"),
        Arguments.of("photoshelter.readings.unknown=X", "readings.unknown"),
        Arguments.of("api-state-every=0s", "apiStateEvery"),
        Arguments.of("poll.every=0s", "poll.every (PT0S) must be positive"),
        Arguments.of("poll.full-every=1s", "must not be shorter than every"),
        Arguments.of("look-up.after-take-over=1s", "must not be shorter than leave-within"),
        Arguments.of("spool-sizee=1GB", "spool-sizee"));
  }

  @ParameterizedTest(name = "{0} is refused")
  @MethodSource("refusals")
  void invalid_settings_are_refused_at_start(String setting, String sentence) {
    runner
        .withPropertyValues("proofline.workers." + setting)
        .run(context ->
            assertThat(context.getStartupFailure())
                .isNotNull()
                .satisfies(failure -> {
                  var text = new StringBuilder();
                  for (Throwable at = failure; at != null; at = at.getCause()) {
                    text.append(at).append('\n');
                  }
                  assertThat(text.toString()).contains(sentence);
                }));
  }
}
