package io.proofline.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A schema registry inside this process, bound to the loopback address. It speaks Confluent's REST
 * protocol, stores its schemas in the compacted topic {@code _schemas}, and accepts a schema if it
 * can read records of the previous version (BACKWARD).
 */
public final class EmbeddedRegistry implements AutoCloseable {

  /** A client that sends its request more slowly is disconnected. */
  private static final Duration SLOWEST_REQUEST = Duration.ofSeconds(10);

  /** As long as registering a schema may wait for Kafka, and a client that receives slowly. */
  private static final Duration SLOWEST_RESPONSE = Duration.ofMinutes(2);

  static {
    // without it each answer waits 40 ms, since the server writes head and body separately
    System.setProperty("sun.net.httpserver.nodelay", "true");
    limit("maxReqTime", SLOWEST_REQUEST);
    limit("maxRspTime", SLOWEST_RESPONSE);
  }

  private static void limit(String name, Duration time) {
    var property = "sun.net.httpserver." + name;
    if (System.getProperty(property) == null) {
      System.setProperty(property, String.valueOf(time.toSeconds()));
    }
  }

  private final SchemaLog log;
  private final HttpServer server;
  private final ExecutorService threads;

  private EmbeddedRegistry(SchemaLog log, HttpServer server, ExecutorService threads) {
    this.log = log;
    this.server = server;
    this.threads = threads;
  }

  /**
   * Reads the registered schemas, then answers requests.
   *
   * @param port 0 for any free port
   */
  public static EmbeddedRegistry start(String bootstrap, int port) {
    var server = bind(port);
    var log = SchemaLog.open(bootstrap);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", new RegistryEndpoint(new Subjects(log)));
    server.start();
    return new EmbeddedRegistry(log, server, threads);
  }

  /** The registry's base address, without a path. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    log.close();
  }

  private static HttpServer bind(int port) {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("The schema registry can't listen on port " + port, e);
    }
  }
}
