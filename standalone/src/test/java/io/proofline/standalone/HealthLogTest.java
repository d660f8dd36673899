package io.proofline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HealthLogTest {

  private static final Logger LOG = (Logger) LoggerFactory.getLogger(HealthLog.class);

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private HttpServer services;

  @BeforeEach
  void listen() throws Exception {
    lines.start();
    LOG.addAppender(lines);
    services = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    services.start();
  }

  @AfterEach
  void end() {
    services.stop(0);
    LOG.detachAppender(lines);
  }

  @Test
  void a_check_logs_a_line_for_each_service_that_is_not_up() {
    var up = service("/up", "{\"status\":\"UP\"}");
    var red =
        service(
            "/red",
            """
            {"status":"DOWN","components":{
              "ziflow":{"status":"DOWN","details":{"cause":"refuses our access"}},
              "kafka":{"status":"UP"},
              "poll":{"status":"DOWN","details":{"trouble":"can't be reached"}}}}
            """);
    try (var health = HealthLog.start(Map.of("gateway", up, "workers", red))) {
      health.logUnhealthy();
      health.logUnhealthy();
    }
    var line = "workers not up: ziflow: refuses our access; poll: can't be reached";
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(line, line);
  }

  @Test
  void a_service_that_does_not_answer_is_logged_too() {
    var gone = service("/gone", "");
    services.stop(0);
    try (var health = HealthLog.start(Map.of("processor", gone))) {
      health.logUnhealthy();
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("processor not up: answer: no answer from %s".formatted(gone));
  }

  private URI service(String path, String answer) {
    services.createContext(
        path,
        call -> {
          call.sendResponseHeaders(200, 0);
          try (var body = call.getResponseBody()) {
            body.write(answer.getBytes(UTF_8));
          }
        });
    return URI.create("http://127.0.0.1:%d%s".formatted(services.getAddress().getPort(), path));
  }
}
