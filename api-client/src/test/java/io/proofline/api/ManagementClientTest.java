package io.proofline.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementClientTest {

  private static final ApiPath REVIEWS = ApiPath.of("reviews").with("q", "a&b ü");

  private record Answer(int status, String body) {}

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> received = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();
  private HttpServer server;
  private ManagementClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client =
        new ManagementClient(
            URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort())),
            "secret",
            progress::add);
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    received.add(
        "%s %s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                headers.getFirst("Authorization"),
                headers.getFirst("Idempotency-Key")));
    var answer = answers.remove();
    if (answer.status() == 503) {
      exchange.getResponseHeaders().add("Retry-After", "0");
    }
    var bytes = answer.body().replace('\'', '"').getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void answers(int status, String body) {
    answers.add(new Answer(status, body));
  }

  @Test
  void the_pages_of_a_list_are_followed_to_the_end_or_to_a_number_of_items() {
    answers(200, "{'items':[1,2],'next_cursor':'c+1'}");
    answers(200, "{'items':[3],'next_cursor':null}");
    var items = new ArrayList<Integer>();

    assertThat(client.forEachItem(REVIEWS, Long.MAX_VALUE, item -> items.add(item.asInt())))
        .isTrue();
    assertThat(items).containsExactly(1, 2, 3);
    assertThat(received)
        .containsExactly(
            "GET /api/v1/reviews?q=a%26b%20%C3%BC Bearer secret null",
            "GET /api/v1/reviews?q=a%26b%20%C3%BC&cursor=c%2B1 Bearer secret null");

    answers(200, "{'items':[1,2],'next_cursor':'c+1'}");
    items.clear();
    assertThat(client.forEachItem(REVIEWS, 1, item -> items.add(item.asInt()))).isFalse();
    assertThat(items).containsExactly(1);
    answers(200, "{'items':[1],'next_cursor':null}");
    assertThat(client.forEachItem(REVIEWS, 1, _ -> {})).isTrue();
  }

  @Test
  void a_change_is_repeated_under_its_key_while_the_console_can_t_take_it() {
    answers(503, "{'detail':'1 of 2 requests are recorded.'}");
    answers(503, "{'detail':'1 of 2 requests are recorded.'}");
    answers(202, "{'requests':[]}");

    assertThat(client.post(ApiPath.of("requests"), Map.of("kind", "go_ahead")).has("requests"))
        .isTrue();
    assertThat(received).hasSize(3).containsOnly(received.getFirst());
    assertThat(received.getFirst()).doesNotEndWith("null");
    assertThat(progress)
        .containsExactly(
            "The console can't answer yet: 1 of 2 requests are recorded. Waiting, for a minute at"
                + " most …");
  }

  @Test
  void a_problem_has_its_type_title_and_detail() {
    answers(
        403,
        "{'type':'urn:proofline:problem:forbidden','title':'Forbidden','detail':'The role viewer"
            + " does not allow this call.'}");

    assertThatThrownBy(() -> client.get(REVIEWS))
        .isInstanceOfSatisfying(
            ApiProblemException.class,
            problem ->
                assertThat(problem)
                    .returns(403, ApiProblemException::status)
                    .returns("forbidden", ApiProblemException::type)
                    .returns("Forbidden", ApiProblemException::title)
                    .returns(
                        "The role viewer does not allow this call.", ApiProblemException::detail));
  }

  @Test
  void an_unknown_id_is_empty_and_another_program_is_an_error() {
    answers(404, "");
    assertThat(client.find(ApiPath.of("reviews", "I/1"))).isEmpty();
    assertThat(received).containsExactly("GET /api/v1/reviews/I%2F1 Bearer secret null");

    answers(200, "<html>");
    assertThatThrownBy(() -> client.get(REVIEWS))
        .hasMessageContaining("is not Proofline's console");
  }

  @Test
  void a_console_that_does_not_answer_is_named() {
    server.stop(0);

    assertThatThrownBy(() -> client.get(REVIEWS))
        .isInstanceOf(ApiUnreachableException.class)
        .hasMessageContaining(
            "No console answers at 127.0.0.1:%d (ConnectException)"
                .formatted(server.getAddress().getPort()));
  }
}
