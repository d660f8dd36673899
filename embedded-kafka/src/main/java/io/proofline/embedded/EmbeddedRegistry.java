package io.proofline.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A schema registry inside this process, bound to the loopback address. It speaks Confluent's REST
 * protocol, stores its schemas in the compacted topic {@code _schemas}, and accepts a schema if it
 * can read records of the previous version (BACKWARD).
 */
public final class EmbeddedRegistry implements AutoCloseable {

  static {
    // without it each answer waits 40 ms, since the server writes head and body separately
    System.setProperty("sun.net.httpserver.nodelay", "true");
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
