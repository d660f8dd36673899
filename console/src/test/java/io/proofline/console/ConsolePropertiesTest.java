package io.proofline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class ConsolePropertiesTest {

  private static final String PREFIX = "proofline.console.";

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(ConsoleProperties.class)
  static class Settings {}

  private static ApplicationContextRunner runner(String... settings) {
    var all = new ArrayList<String>();
    all.add("spring.config.name=console");
    all.add(PREFIX + "admin-token=a-token-for-tests-only");
    all.add(PREFIX + "person-key=0123456789abcdef");
    Arrays.stream(settings).map(setting -> PREFIX + setting).forEach(all::add);
    return new ApplicationContextRunner()
        .withInitializer(new ConfigDataApplicationContextInitializer())
        .withPropertyValues(all.toArray(String[]::new))
        .withUserConfiguration(Settings.class);
  }

  @Test
  void the_file_has_the_defaults() {
    runner()
        .run(context -> {
          var settings = context.getBean(ConsoleProperties.class);
          assertThat(settings.port()).isEqualTo(8084);
          assertThat(settings.database().url()).isEmpty();
          assertThat(settings.database().connections()).isEqualTo(8);
        });
  }

  @Test
  void a_printed_record_has_no_secret() {
    runner("database.url=jdbc:postgresql://db/proofline", "database.password=geheim")
        .run(context ->
            assertThat(context.getBean(ConsoleProperties.class).toString())
                .contains("jdbc:postgresql://db/proofline")
                .doesNotContain("geheim", "a-token-for-tests-only", "0123456789abcdef"));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("library-url=https://x.example/{asset}?session=1", "libraryUrl"),
        Arguments.of("admin-token=short", "must have at least 16 characters"),
        Arguments.of("admin-token=", "admin-token must not be blank"),
        Arguments.of(
            "database.url=jdbc:mysql://db", "database.url must begin with jdbc:postgresql:"),
        Arguments.of(
            "database.url=jdbc:postgresql://db/p?password=x", "database.url must hold no password"),
        Arguments.of("database.connections=0", "database.connections (0) must be at least 1"),
        Arguments.of("account=Not Allowed", "account"),
        Arguments.of("colour=red", "colour"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void a_wrong_setting_stops_the_start(String setting, String reason) {
    runner(setting)
        .run(context -> assertThat(context).getFailure().rootCause().message().contains(reason));
  }
}
