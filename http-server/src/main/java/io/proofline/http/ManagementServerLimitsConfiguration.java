package io.proofline.http;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Applies the application's {@link HttpServerLimits} to the server of a management port. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementServerLimitsConfiguration {

  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> managementServerLimits(
      ObjectProvider<HttpServerLimits> limits) {
    return factory -> limits.ifAvailable(factory::addServerCustomizers);
  }
}
