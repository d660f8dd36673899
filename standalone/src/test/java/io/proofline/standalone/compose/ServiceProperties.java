package io.proofline.standalone.compose;

import io.proofline.http.HttpServerSettings;
import io.proofline.ingest.GatewayProperties;
import io.proofline.processor.ProcessorProperties;
import io.proofline.schemas.KafkaConnection;
import io.proofline.workers.WorkersProperties;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * The settings of one service, as its code has them.
 *
 * @param file its settings file, with all defaults
 */
record ServiceProperties(String service, String file, Class<? extends Record> type) {

  static final Map<String, ServiceProperties> ALL =
      Map.of(
          "gateway",
              new ServiceProperties("gateway", "ingest-gateway.yml", GatewayProperties.class),
          "processor",
              new ServiceProperties("processor", "stream-processor.yml", ProcessorProperties.class),
          "workers",
              new ServiceProperties("workers", "connector-workers.yml", WorkersProperties.class));

  /** Groups of settings that several services have. */
  private static final Set<Class<?>> SHARED =
      Set.of(KafkaConnection.class, HttpServerSettings.class);

  String prefix() {
    return "proofline." + service;
  }

  /** Every setting there is, by its full name. */
  Stream<String> names() {
    return names(prefix(), type);
  }

  /** As an environment variable. */
  static String variable(String name) {
    return name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  /** What the service makes of an environment and of files that are named as settings. */
  Object bind(Map<String, String> environment, Map<String, String> files) throws IOException {
    var sources = new MutablePropertySources();
    sources.addLast(
        new SystemEnvironmentPropertySource("systemEnvironment", new HashMap<>(environment)));
    sources.addLast(new MapPropertySource("files", new HashMap<>(files)));
    new YamlPropertySourceLoader()
        .load(file, new ClassPathResource(file))
        .forEach(sources::addLast);
    return new Binder(ConfigurationPropertySources.from(sources))
        .bind(prefix(), Bindable.of(type))
        .get();
  }

  private static Stream<String> names(String prefix, Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(part -> {
          var name = prefix + "." + kebab(part.getName());
          var nested = part.getType();
          return nested.isRecord() && (SHARED.contains(nested) || isOurs(type, nested))
              ? names(name, nested)
              : Stream.of(name);
        });
  }

  /** A group of settings, and not a value like a secret. */
  private static boolean isOurs(Class<?> type, Class<?> nested) {
    return nested.getEnclosingClass() == type || nested.getSimpleName().endsWith("Properties");
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
