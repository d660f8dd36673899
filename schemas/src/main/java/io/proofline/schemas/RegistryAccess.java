package io.proofline.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Credentials and TLS settings of the schema registry client. They are among the Kafka client
 * settings and have the names that Confluent's own clients use, so a settings file for those
 * clients works here too. Names after {@code ssl.} are Kafka's, PEM files included, except those
 * that are no part of an {@link SSLContext}.
 *
 * @param authorization value of the {@code Authorization} header; empty for none
 * @param tls empty to trust the JDK's own certificate authorities
 */
record RegistryAccess(Optional<String> authorization, Optional<SSLContext> tls) {

  static final RegistryAccess OPEN = new RegistryAccess(Optional.empty(), Optional.empty());

  private static final String PREFIX = "schema.registry.";
  private static final String BASIC = "basic.auth.";
  private static final String USER_INFO = BASIC + "user.info";
  private static final String SOURCE = BASIC + "credentials.source";
  private static final String URL = "url";

  /** Settings that are refused, because accepting and ignoring them would be misleading. */
  private static final Set<String> UNSUPPORTED =
      Set.of(
          SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG,
          SslConfigs.SSL_CIPHER_SUITES_CONFIG,
          SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG,
          SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG);

  private static final ConfigDef TLS = new ConfigDef().withClientSslSupport();

  /** Whether a client setting configures the registry client rather than Kafka's clients. */
  static boolean isSetting(String name) {
    return name.startsWith(PREFIX) || name.startsWith(BASIC);
  }

  /**
   * The access that the settings describe. Reads the files that they name.
   *
   * @throws IllegalArgumentException if a file can't be read or a setting is unknown
   */
  static RegistryAccess of(Map<String, String> client) {
    var settings = new TreeMap<String, String>();
    client.forEach((name, value) -> {
      if (isSetting(name)) {
        settings.put(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name, value);
      }
    });
    settings.remove(URL); // kafka.registry has the address
    refuseOtherSource(Optional.ofNullable(settings.remove(SOURCE)).orElse("USER_INFO"));
    var userInfo = Optional.ofNullable(settings.remove(USER_INFO));
    settings.keySet().forEach(RegistryAccess::refuseUnknown);
    return new RegistryAccess(
        userInfo.map(RegistryAccess::basic),
        settings.isEmpty() ? Optional.empty() : Optional.of(context(settings)));
  }

  private static void refuseOtherSource(String source) {
    if (!source.equals("USER_INFO")) {
      throw new IllegalArgumentException(
          "kafka.client.%s%s can only be USER_INFO: remove it, and set kafka.client.%1$s%s"
              .formatted(PREFIX, SOURCE, USER_INFO));
    }
  }

  private static void refuseUnknown(String name) {
    if (UNSUPPORTED.contains(name)) {
      throw new IllegalArgumentException(
          "kafka.client.%s%s is not supported: remove it; the JDK's defaults apply"
              .formatted(PREFIX, name));
    }
    if (!TLS.names().contains(name)) {
      throw new IllegalArgumentException(
          ("kafka.client.%s%s is no setting. Allowed are %1$s%s, and %1$sssl. with Kafka's names, such"
                  + " as truststore.location")
              .formatted(PREFIX, name, USER_INFO));
    }
  }

  private static String basic(String userInfo) {
    if (userInfo.indexOf(':') < 1) {
      throw new IllegalArgumentException(
          "kafka.client.%s%s must be USER:PASSWORD".formatted(PREFIX, USER_INFO));
    }
    return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
  }

  /** Uses Kafka's factory, which reads every file format of brokers' certificates. */
  private static SSLContext context(Map<String, String> settings) {
    try (var factory = new DefaultSslEngineFactory()) {
      factory.configure(new HashMap<>(TLS.parse(settings)));
      return factory.sslContext();
    } catch (KafkaException e) {
      var cause = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
      throw new IllegalArgumentException(
          "kafka.client.%sssl: %s%s".formatted(PREFIX, e.getMessage(), cause), e);
    }
  }

  /** Omits the credentials. */
  @Override
  public String toString() {
    return "RegistryAccess[***]";
  }
}
