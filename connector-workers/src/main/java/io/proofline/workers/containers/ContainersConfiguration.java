package io.proofline.workers.containers;

import io.proofline.workers.work.Clocks;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the worker of ENSURE_CONTAINER, which serves every bean that is a {@link ContainerApi}. */
@Configuration(proxyBeanMethods = false)
class ContainersConfiguration {

  @Bean
  EnsureContainerWorker ensureContainer(
      List<ContainerApi> systems, ContainerSettings settings, Clocks clocks) {
    return new EnsureContainerWorker(systems, settings.idTimeToLive(), clocks.clock());
  }
}
