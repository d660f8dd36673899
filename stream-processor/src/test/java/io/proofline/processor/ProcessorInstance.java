package io.proofline.processor;

import io.proofline.schemas.KafkaConnection;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** Starts one of several stream processors in one JVM, each with its own state. */
final class ProcessorInstance {

  private ProcessorInstance() {}

  /** Starts an instance whose health and metrics are at a port. */
  static ConfigurableApplicationContext run(
      KafkaConnection kafka, Path directory, String instance, int port) {
    return StreamProcessorApplication.application()
        .initializers(ProcessorInstance::ownEventLoops)
        .run(
            "--proofline.processor.account=demo",
            "--proofline.processor.port=" + port,
            "--proofline.processor.instance-id=" + instance,
            "--proofline.processor.person-key=0123456789abcdef",
            "--proofline.processor.state-dir=" + directory.resolve(instance),
            "--proofline.processor.kafka.bootstrap=" + kafka.bootstrap(),
            "--proofline.processor.kafka.registry=" + kafka.registryAddresses(),
            "--proofline.processor.kafka.prefix=" + kafka.prefix(),
            "--proofline.processor.kafka.partitions=" + kafka.partitions());
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /**
   * Otherwise all servers share event loops, and the first one to stop ends those of the others.
   */
  private static void ownEventLoops(ConfigurableApplicationContext context) {
    var resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    resources.afterPropertiesSet();
    context.getBeanFactory().registerSingleton("reactorResourceFactory", resources);
  }
}
