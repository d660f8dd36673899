package io.proofline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.http.HttpServerSettings;
import io.proofline.ingest.ziflow.SignatureScheme;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

class GatewayPropertiesTest {

  private static final String WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final List<String> LEAST =
      List.of(
          "account=acme",
          "public-url=https://hooks.example.com",
          "ziflow-secrets=k-77",
          "kafka.bootstrap=kafka:9092",
          "kafka.registry=http://registry:8081");

  @Configuration
  @EnableConfigurationProperties(GatewayProperties.class)
  static class Settings {}

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withInitializer(new ConfigDataApplicationContextInitializer())
          .withSystemProperties("spring.config.name=ingest-gateway")
          .withUserConfiguration(Settings.class);

  @Test
  void missing_settings_have_the_defaults_of_the_settings_file() {
    with(LEAST)
        .run(context ->
            assertThat(context.getBean(GatewayProperties.class))
                .isEqualTo(
                    new GatewayProperties(
                        "acme",
                        8080,
                        -1,
                        URI.create("https://hooks.example.com"),
                        List.of(Secret.of("k-77")),
                        SignatureScheme.AUTO,
                        false,
                        List.of(),
                        DataSize.ofMegabytes(1),
                        Duration.ofSeconds(10),
                        HttpServerSettings.DEFAULTS,
                        new KafkaConnection(
                            "kafka:9092",
                            List.of(URI.create("http://registry:8081")),
                            "proofline.",
                            8,
                            Map.of()))));
  }

  @Test
  void every_setting_is_bound() {
    with(List.of(
            "account=acme-2",
            "port=0",
            "management-port=0",
            "public-url=https://example.com/proofing",
            "ziflow-secrets[0]=new",
            "ziflow-secrets[1]=old",
            "ziflow-signature=hmac-text",
            "library-secrets=" + WHSEC,
            "max-body=64KB",
            "body-timeout=6s",
            "http.header-timeout=1s",
            "http.request-timeout=2s",
            "http.idle-timeout=3s",
            "http.write-timeout=4s",
            "http.connections-per-address=5",
            "kafka.bootstrap=a:1,b:2",
            "kafka.registry=http://r",
            "kafka.prefix=p.",
            "kafka.partitions=3",
            "kafka.client.sasl.jaas.config=geheim"))
        .run(context ->
            assertThat(context.getBean(GatewayProperties.class))
                .isEqualTo(
                    new GatewayProperties(
                        "acme-2",
                        0,
                        0,
                        URI.create("https://example.com/proofing"),
                        List.of(Secret.of("new"), Secret.of("old")),
                        SignatureScheme.HMAC_TEXT,
                        false,
                        List.of(Secret.of(WHSEC)),
                        DataSize.ofKilobytes(64),
                        Duration.ofSeconds(6),
                        new HttpServerSettings(
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(11), // the body's time-out and time to respond
                            Duration.ofSeconds(3),
                            Duration.ofSeconds(4),
                            5),
                        new KafkaConnection(
                            "a:1,b:2",
                            List.of(URI.create("http://r")),
                            "p.",
                            3,
                            Map.of("sasl.jaas.config", "geheim")))));
  }

  @Test
  void without_a_key_the_gateway_starts_only_when_unsigned_deliveries_are_accepted() {
    with(LEAST, "ziflow-secrets=", "ziflow-unsigned=true")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void no_secret_is_printed() {
    with(LEAST, "ziflow-secrets=geheim-1", "kafka.client.sasl.jaas.config=geheim-2")
        .run(context ->
            assertThat(context.getBean(GatewayProperties.class).toString())
                .doesNotContain("geheim")
                .contains("account=acme", "ziflowSecrets=[***]", "bootstrap=kafka:9092"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "account=|proofline.gateway.account must be lower-case letters, digits and hyphens, 31 at"
            + " most",
        "account=Acme|proofline.gateway.account must be lower-case letters, digits and hyphens, 31"
            + " at most",
        "public-url=|proofline.gateway.public-url must be the URL that senders use",
        "public-url=/hooks|proofline.gateway.public-url must be the URL that senders use",
        "public-url=https://h/?a=b|proofline.gateway.public-url must be the URL that senders"
            + " use",
        "ziflow-secrets=|proofline.gateway.ziflow-secrets must hold the webhook_signature_key of"
            + " Ziflow's webhook; to accept unsigned deliveries, set ziflow-unsigned to true",
        "ziflow-unsigned=true|proofline.gateway.ziflow-unsigned must not be true beside"
            + " ziflow-secrets",
        "ziflow-secrets=a,b,c|proofline.gateway.ziflow-secrets must be two at most",
        "library-secrets=geheim|proofline.gateway.library-secrets must be whsec_ and then 24 to 64"
            + " bytes in base64",
        "library-secrets=file:/no/such/key|proofline.gateway.library-secrets: the file /no/such/key"
            + " can't be read (NoSuchFileException)",
        "ziflow-secrets=file:/no/such/key|proofline.gateway.ziflow-secrets: the file /no/such/key"
            + " can't be read (NoSuchFileException)",
        "max-body=1B|proofline.gateway.max-body (1B) must be 1KB to 8MB",
        "max-body=9MB|proofline.gateway.max-body (9437184B) must be 1KB to 8MB",
        "body-timeout=900ms|proofline.gateway.body-timeout (PT0.9S) must be at least 1s",
        "http.header-timeout=0s|http.header-timeout (PT0S) must be positive",
        "http.write-timeout=-1s|http.write-timeout (PT-1S) must be positive",
        "http.connections-per-address=-1|http.connections-per-address (-1) must not be negative; 0"
            + " is for no limit",
        "http.headr-timeout=1s|The elements [proofline.gateway.http.headr-timeout] were left"
            + " unbound.",
        "kafka.bootstrap=|kafka.bootstrap must name a broker, such as kafka:9092",
        "kafka.registry=|kafka.registry must be the schema registry's address",
        "kafka.partitions=0|kafka.partitions (0) must be at least 1",
        "port=70000|must be less than or equal to 65535",
        "management-port=-2|must be greater than or equal to -1",
        "ziflow-signature=md5|No enum constant",
        "ziflow-secret=k|The elements [proofline.gateway.ziflow-secret] were left unbound."
      })
  void an_invalid_setting_prevents_the_gateway_s_start(String setting, String sentence) {
    with(LEAST, setting)
        .run(context ->
            assertThat(everything(context.getStartupFailure()))
                .contains(sentence)
                .doesNotContain("geheim"));
  }

  private ApplicationContextRunner with(List<String> settings, String... more) {
    var all = new ArrayList<>(settings);
    Stream.of(more)
        .forEach(setting -> {
          var name = setting.substring(0, setting.indexOf('=') + 1);
          all.removeIf(known -> known.startsWith(name));
          all.add(setting);
        });
    return runner.withPropertyValues(
        all.stream().map(setting -> "proofline.gateway." + setting).toArray(String[]::new));
  }

  private static String everything(Throwable failure) {
    var texts = new StringBuilder();
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      texts.append(cause).append('\n');
    }
    return texts.toString();
  }
}
