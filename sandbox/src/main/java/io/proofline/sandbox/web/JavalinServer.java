package io.proofline.sandbox.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.component.LifeCycle;

/** An HTTP server on one port, with virtual threads. */
public final class JavalinServer implements AutoCloseable {
  private static final long LARGEST_BODY = 200L << 20;
  private static final long SLOWEST_BODY_BYTES_PER_SECOND = 1024;
  private static final Duration HEADER_TIMEOUT = Duration.ofSeconds(10);

  private final Javalin server;
  private final URI address;

  private JavalinServer(Javalin server, URI address) {
    this.server = server;
    this.address = address;
  }

  /** Returns when the port listens; port 0 takes any free one. */
  public static JavalinServer open(String host, int port, Consumer<JavalinConfig> routes) {
    return open(host, port, HEADER_TIMEOUT, routes);
  }

  /** As above, with another time-out for a request's header. */
  static JavalinServer open(
      String host, int port, Duration headerTimeout, Consumer<JavalinConfig> routes) {
    var server =
        Javalin.create(config -> configure(config, headerTimeout, routes)).start(host, port);
    return new JavalinServer(
        server, URI.create("http://%s:%d".formatted(visible(host), server.port())));
  }

  public URI address() {
    return address;
  }

  @Override
  public void close() {
    server.stop();
  }

  private static void configure(
      JavalinConfig config, Duration headerTimeout, Consumer<JavalinConfig> routes) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = LARGEST_BODY;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.router.ignoreTrailingSlashes = true;
    // idle kept-alive connections would hold up a graceful stop
    config.jetty.modifyServer(server -> server.setStopTimeout(0));
    config.jetty.modifyServer(server -> server.addEventListener(limitSlowClients(headerTimeout)));
    routes.accept(config);
    config.routes.after(JavalinServer::readRest);
  }

  /** Reads the rest of a body: a client that still sends it would lose the answer to it. */
  private static void readRest(Context call) {
    try {
      call.bodyInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // the connection was cut: nobody waits for an answer
    }
  }

  private static LifeCycle.Listener limitSlowClients(Duration headerTimeout) {
    return new LifeCycle.Listener() {
      @Override
      public void lifeCycleStarting(LifeCycle starting) {
        var server = (Server) starting;
        server.insertHandler(new MinimumDataRateHandler(SLOWEST_BODY_BYTES_PER_SECOND, 0));
        for (var connector : server.getBeans(ServerConnector.class)) {
          connector.addEventListener(new SlowHeaderGuard(connector, headerTimeout));
        }
      }
    };
  }

  private static String visible(String host) {
    return host.equals("0.0.0.0") ? "127.0.0.1" : host;
  }
}
