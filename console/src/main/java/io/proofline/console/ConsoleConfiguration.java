package io.proofline.console;

import io.micrometer.core.instrument.MeterRegistry;
import io.proofline.console.database.SqlDatabase;
import io.proofline.console.readmodel.EndOffsets;
import io.proofline.console.readmodel.ReadModelHealth;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.templates.StaticTemplates;
import io.proofline.console.templates.Templates;
import io.proofline.http.HttpServerLimits;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.Topics;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.BlockingExecutionConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/** Wires the databases, the read model and the HTTP server. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebFluxConfigurer {

  private static final List<String> OWN_MIGRATIONS = List.of("db/console/common");
  private static final List<String> OWN_MIGRATIONS_OF_POSTGRESQL =
      List.of("db/console/common", "db/console/{product}");

  private static final int LARGEST_BODY = 4_000_000;

  @Bean
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Bean
  HttpSchemaRegistry schemaRegistry(ConsoleProperties settings) {
    return settings.kafka().openRegistry();
  }

  @Bean
  Topics topics(ConsoleProperties settings, HttpSchemaRegistry registry) {
    return settings.kafka().topics(registry);
  }

  @Bean
  SqlDatabase consoleDatabase(ConsoleProperties settings) {
    return SqlDatabase.open(
        settings.database(),
        "console",
        settings.database().url().isEmpty() ? OWN_MIGRATIONS : OWN_MIGRATIONS_OF_POSTGRESQL);
  }

  @Bean
  EndOffsets endOffsets(ConsoleProperties settings) {
    return new EndOffsets(settings.kafka());
  }

  @Bean
  ReadModels readModels(
      ConsoleProperties settings,
      Topics topics,
      SqlDatabase consoleDatabase,
      EndOffsets endOffsets,
      InstantSource clock) {
    return new ReadModels(
        settings.kafka(),
        topics,
        settings.database(),
        settings.instanceId(),
        consoleDatabase,
        endOffsets,
        clock);
  }

  @Bean
  HealthIndicator readModel(ReadModels readModels, InstantSource clock) {
    return new ReadModelHealth(readModels, clock);
  }

  @Bean
  Templates templates() {
    return new StaticTemplates();
  }

  @Bean
  HttpServerLimits httpServerLimits(ConsoleProperties settings, MeterRegistry meters) {
    return new HttpServerLimits(settings.http(), meters);
  }

  /** Rules files are larger than the default limit of a body or a form. */
  @Override
  public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
    codecs.defaultCodecs().maxInMemorySize(LARGEST_BODY);
  }

  /** Controllers call the database, which blocks; each call has a virtual thread of its own. */
  @Override
  public void configureBlockingExecution(BlockingExecutionConfigurer blocking) {
    blocking.setExecutor(
        new TaskExecutorAdapter(
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("api-", 0).factory())));
  }
}
