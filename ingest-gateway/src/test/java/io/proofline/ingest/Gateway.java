package io.proofline.ingest;

import io.proofline.schemas.KafkaConnection;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** The complete gateway, started as in production, on free ports. */
final class Gateway implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  Gateway(KafkaConnection kafka, String... more) {
    var settings =
        Stream.of(
            "account=acme",
            "port=0",
            "management-port=0",
            "public-url=" + HookSender.PUBLIC_URL,
            "ziflow-secrets=" + HookSender.KEY,
            "library-secrets=" + HookSender.WHSEC,
            "kafka.bootstrap=" + kafka.bootstrap(),
            "kafka.registry=" + kafka.registryAddresses(),
            "kafka.prefix=" + kafka.prefix(),
            "kafka.partitions=" + kafka.partitions());
    context =
        GatewayApplication.application()
            .run(
                Stream.concat(settings, Stream.of(more))
                    .map(setting -> "--proofline.gateway." + setting)
                    .toArray(String[]::new));
  }

  HookSender sender() {
    return new HookSender(publicPort());
  }

  HookSender management() {
    return new HookSender(managementPort());
  }

  int publicPort() {
    return port("local.server.port");
  }

  int managementPort() {
    return port("local.management.port");
  }

  @Override
  public void close() {
    context.close();
  }

  private int port(String name) {
    return context.getEnvironment().getRequiredProperty(name, Integer.class);
  }
}
