package io.proofline.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.schemas.KafkaConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running console, and a client of its API. */
public final class ConsoleInstance implements AutoCloseable {

  public static final String ADMIN_TOKEN = "a-token-for-tests-only";

  private static final String EVENT_STREAM = "text/event-stream";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI origin;

  private ConsoleInstance(ConfigurableApplicationContext context) {
    this.context = context;
    var server = ((WebServerApplicationContext) context).getWebServer();
    this.origin = URI.create("http://localhost:" + server.getPort());
  }

  /** Starts a console with further settings, such as {@code database.directory=…}. */
  public static ConsoleInstance start(KafkaConnection kafka, List<String> settings) {
    var arguments = new ArrayList<String>();
    arguments.add("--proofline.console.account=demo");
    arguments.add("--proofline.console.port=0");
    arguments.add("--proofline.console.admin-token=" + ADMIN_TOKEN);
    arguments.add("--proofline.console.person-key=0123456789abcdef");
    arguments.add("--proofline.console.kafka.bootstrap=" + kafka.bootstrap());
    arguments.add("--proofline.console.kafka.registry=" + kafka.registryAddresses());
    arguments.add("--proofline.console.kafka.prefix=" + kafka.prefix());
    arguments.add("--proofline.console.kafka.partitions=" + kafka.partitions());
    settings.forEach(setting -> arguments.add("--proofline.console." + setting));
    return new ConsoleInstance(
        ConsoleApplication.application()
            .initializers(ConsoleInstance::ownEventLoops)
            .run(arguments.toArray(String[]::new)));
  }

  /** Otherwise all servers share event loops, and the first one to stop ends those of others. */
  private static void ownEventLoops(ConfigurableApplicationContext context) {
    var resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    resources.afterPropertiesSet();
    context.getBeanFactory().registerSingleton("reactorResourceFactory", resources);
  }

  public URI origin() {
    return origin;
  }

  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  public HttpResponse<String> get(String path) {
    return get(path, ADMIN_TOKEN);
  }

  public HttpResponse<String> get(String path, String token) {
    return send(request(path, token).GET());
  }

  public HttpResponse<String> post(String path, String token, String body) {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /** The JSON of an answer, whatever its status. */
  public JsonNode json(String path) {
    return JSON.readTree(get(path).body());
  }

  public HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(origin.resolve(path)).header("Authorization", "Bearer " + token);
  }

  /** The answer; of a stream of events without its body, which has no end. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    var answer = send(request, BodyHandlers.ofInputStream());
    try (var body = answer.body()) {
      var type = answer.headers().firstValue("Content-Type").orElse("");
      return new TextResponse(
          answer, type.startsWith(EVENT_STREAM) ? "" : new String(body.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The events of a stream, until it is closed. */
  public EventStream follow(String path, String token, @Nullable String lastEventId) {
    var request = request(path, token).header("Accept", EVENT_STREAM).GET();
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return new EventStream(send(request, BodyHandlers.ofInputStream()));
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
    try {
      return client.send(request.build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Open feeds are ended, since a client that is only closed would wait for their end. */
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
    context.close();
  }
}
