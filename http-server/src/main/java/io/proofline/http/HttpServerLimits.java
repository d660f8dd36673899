package io.proofline.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Keeps clients that are slow, or that open too many connections, from exhausting a service's HTTP
 * servers. As a bean it applies to every server of its application, also to that of a management
 * port; each server counts its own connections. Closed connections are counted as {@code
 * proofline.http.closed}, by reason.
 */
public final class HttpServerLimits implements NettyServerCustomizer {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServerLimits.class);

  private final HttpServerSettings settings;
  private final MeterRegistry meters;

  public HttpServerLimits(HttpServerSettings settings, MeterRegistry meters) {
    this.settings = settings;
    this.meters = meters;
    for (var reason : CloseReason.values()) {
      closed(reason); // so that a metric exists before the first one
    }
  }

  @Override
  public HttpServer apply(HttpServer server) {
    var counts = new ConnectionCounts(settings.connectionsPerAddress());
    return server.doOnChannelInit((_, connection, _) -> limit(connection, counts));
  }

  private void limit(Channel connection, ConnectionCounts counts) {
    if (!counts.admit(connection)) {
      onClose(connection, CloseReason.TOO_MANY_CONNECTIONS);
      var _ = connection.close();
      return;
    }
    connection
        .pipeline()
        .addAfter(
            NettyPipeline.HttpCodec,
            "proofline.slowClients",
            new SlowClientHandler(settings, reason -> onClose(connection, reason)));
  }

  private void onClose(Channel connection, CloseReason reason) {
    closed(reason).increment();
    LOG.debug("Closes the connection of {}: {}", connection.remoteAddress(), reason.label());
  }

  private Counter closed(CloseReason reason) {
    return Counter.builder("proofline.http.closed").tag("reason", reason.label()).register(meters);
  }
}
