package io.proofline.standalone.compose;

import io.proofline.console.ConsoleProperties;
import io.proofline.ingest.GatewayProperties;
import io.proofline.processor.ProcessorProperties;
import io.proofline.workers.WorkersProperties;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
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
 * The settings of one service, read from its code by reflection.
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
              new ServiceProperties("workers", "connector-workers.yml", WorkersProperties.class),
          "console", new ServiceProperties("console", "console.yml", ConsoleProperties.class));

  String prefix() {
    return "proofline." + service;
  }

  /** Full names of all settings. */
  Stream<String> names() {
    return names(prefix(), type);
  }

  /** The environment variable of a setting. */
  static String variable(String name) {
    return name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  /** Binds the service's settings from an environment and from files named like settings. */
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
          return isGroup(part.getType()) ? names(name, part.getType()) : Stream.of(name);
        });
  }

  /** Whether a record is a group of settings and not a single value, such as a secret. */
  private static boolean isGroup(Class<?> type) {
    return type.isRecord() && type.getPackageName().startsWith("io.proofline");
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
