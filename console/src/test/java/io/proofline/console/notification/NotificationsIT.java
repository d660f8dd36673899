package io.proofline.console.notification;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static io.proofline.console.TopicFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.proofline.audit.HashChain;
import io.proofline.console.ConsoleInstance;
import io.proofline.console.DatabaseForTests;
import io.proofline.console.TopicFixture;
import io.proofline.console.database.DatabaseProduct;
import io.proofline.console.notification.WebhookReceiver.Answer;
import io.proofline.console.notification.WebhookReceiver.Received;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.WaitsFor;
import jakarta.mail.MessagingException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Notifications, from the audit trail to a receiver.
 *
 * <p>Longer than 300 lines because all its tests share one console and one receiver of a database.
 */
@ParameterizedClass
@EnumSource(DatabaseProduct.class)
class NotificationsIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SUBSCRIPTIONS = "/api/v1/subscriptions";
  private static final AtomicInteger COUNT = new AtomicInteger();

  @TempDir static Path directory;
  @Parameter DatabaseProduct product;
  private static KafkaConnection kafka;
  private static List<String> settings;
  private static TopicFixture fixture;
  private static ConsoleInstance console;
  private static WebhookReceiver receiver;
  private static GreenMail mailServer;

  @BeforeParameterizedClassInvocation
  static void start(DatabaseProduct product) {
    kafka = KafkaForTests.connection("console.notifications.%s.".formatted(product));
    fixture = new TopicFixture(kafka);
    receiver = new WebhookReceiver();
    settings = new ArrayList<>(DatabaseForTests.settings(product, directory));
    settings.add("notifications.allowed-networks=127.0.0.0/8");
    settings.add("notifications.retry-delays=200ms,200ms");
    mailServer = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    mailServer.start();
    settings.add("notifications.mail.host=127.0.0.1");
    settings.add("notifications.mail.port=" + mailServer.getSmtp().getPort());
    settings.add("notifications.mail.encryption=none");
    settings.add("notifications.mail.from=proofline@example.org");
    console = ConsoleInstance.start(kafka, settings);
    await().atMost(SOON).until(() -> console.get("/api/v1/waiting").statusCode() == 200);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    console.close();
    receiver.close();
    mailServer.stop();
    fixture.close();
  }

  /** An asset, and a path of the receiver, that no other test uses. */
  private static String newName() {
    return "N" + COUNT.incrementAndGet();
  }

  private static void write(String asset, int sequence, String kind) {
    fixture.write(fixture.topics().audit(), asset, entry(asset, sequence, kind));
  }

  static AuditEntry entry(String asset, int sequence, String kind) {
    return HashChain.append(
        new HashChain.Head(sequence - 1, "0".repeat(64)),
        AuditEntry.newBuilder()
            .setAccount("demo")
            .setAssetId(asset)
            .setSequence(0)
            .setKind(kind)
            .setDetails(Map.of())
            .setEnteredAt(NOON)
            .setRule("Press")
            .setCause("f")
            .setSource("webhook")
            .setPrevious("")
            .setHash(""));
  }

  private static ObjectNode definition(String name) {
    return JSON.createObjectNode()
        .put("name", name)
        .put("url", receiver.url("/" + name))
        .put("reason", "For the test");
  }

  /** A subscription to one asset, whose name is also the path of the receiver. */
  private static JsonNode subscribe(String asset) {
    return subscribe(definition(asset).put("asset", asset));
  }

  private static JsonNode subscribe(ObjectNode definition) {
    var answer = console.post(SUBSCRIPTIONS, ADMIN_TOKEN, definition.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body());
  }

  private static List<Received> awaitCalls(String path, int count) {
    await().atMost(SOON).until(() -> receiver.at("/" + path).size() >= count);
    return receiver.at("/" + path);
  }

  private static List<String> events(String path) {
    return receiver.at("/" + path).stream().map(Received::event).toList();
  }

  private static JsonNode shown(JsonNode subscription) {
    return console.json(SUBSCRIPTIONS + "/" + subscription.path("id").asString());
  }

  @Test
  void an_entry_of_the_audit_trail_is_delivered_once_with_a_signature() {
    var asset = newName();
    write(asset, 1, "selected");
    await()
        .atMost(SOON)
        .until(() -> console.json("/api/v1/audit?asset=" + asset).path("items").size() == 1);
    var subscription = subscribe(asset);
    write(asset, 2, "decision");
    write(asset, 3, "verdict");

    var calls = awaitCalls(asset, 2);
    assertThat(events(asset)).containsExactly(asset + 2, asset + 3);
    var call = calls.getFirst();
    assertThat(call.isSignedWith(subscription.path("secret").asString())).isTrue();
    assertThat(call.isSignedWith(WebhookSignature.newSecret())).isFalse();
    assertThat(call.id()).isEqualTo("audit:demo:%s:2".formatted(asset));
    assertThat(call.json().path("id").asString()).isEqualTo(call.id());
    assertThat(call.json().path("kind").asString()).isEqualTo("decision");
    assertThat(call.json().path("version").asInt()).isOne();
    assertThat(call.json().path("subject").asString()).isEqualTo(asset);
    assertThat(call.json().path("time").asString()).isEqualTo(NOON.toString());
    assertThat(shown(subscription).has("secret")).isFalse();
  }

  @Test
  void a_subscription_receives_the_kinds_and_the_rule_of_its_filter() {
    var asset = newName();
    var verdicts = definition(asset + "k").put("asset", asset);
    verdicts.putArray("kinds").add("verdict");
    subscribe(verdicts);
    subscribe(definition(asset + "r").put("rule", "Sports"));
    subscribe(asset);
    write(asset, 1, "decision");
    write(asset, 2, "verdict");

    awaitCalls(asset, 2);
    awaitCalls(asset + "k", 1);
    assertThat(events(asset + "k")).containsExactly(asset + 2);
    assertThat(receiver.at("/" + asset + "r")).isEmpty();
  }

  @Test
  void a_failed_attempt_is_repeated_with_the_same_id() {
    var asset = newName();
    failOnce(asset, Answer.of(500));
    subscribe(asset);
    write(asset, 1, "decision");

    var calls = awaitCalls(asset, 2);
    assertThat(calls).extracting(Received::id).containsOnly(calls.getFirst().id());
    assertThat(calls).extracting(Received::body).containsOnly(calls.getFirst().body());
  }

  @Test
  void the_receiver_chooses_a_longer_delay() {
    var asset = newName();
    failOnce(asset, new Answer(503, Map.of("Retry-After", "2")));
    subscribe(asset);
    write(asset, 1, "decision");

    var calls = awaitCalls(asset, 2);
    assertThat(Duration.between(calls.get(0).at(), calls.get(1).at()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void a_receiver_that_is_gone_gets_no_more_events_until_it_is_enabled() {
    var asset = newName();
    var subscription = subscribe(asset);
    failOnce(asset, Answer.of(410));
    write(asset, 1, "decision");
    awaitCalls(asset, 1);
    await().atMost(SOON).until(() -> !shown(subscription).path("enabled").asBoolean());
    assertThat(shown(subscription).path("disabled_reason").asString()).contains("410");

    var enabled = put(subscription, definition(asset).put("asset", asset).put("enabled", true));
    assertThat(enabled.statusCode()).as(enabled.body()).isEqualTo(200);
    awaitCalls(asset, 2);
    assertThat(events(asset)).containsExactly(asset + 1, asset + 1);
  }

  @Test
  void an_event_waits_for_the_former_one_of_its_asset_and_other_assets_go_on() {
    var path = newName();
    var one = newName();
    var other = newName();
    subscribe(definition(path));
    var gate = new CountDownLatch(1);
    receiver.answer(call -> call.event().equals(one + 1) ? after(gate) : Answer.OK);
    write(one, 1, "decision");
    await().atMost(SOON).until(() -> events(path).contains(one + 1));
    write(one, 2, "verdict");
    write(other, 1, "decision");

    await().atMost(SOON).until(() -> events(path).contains(other + 1));
    assertThat(events(path)).doesNotContain(one + 2);
    gate.countDown();
    await().atMost(SOON).until(() -> events(path).contains(one + 2));
    assertThat(events(path).lastIndexOf(one + 1)).isLessThan(events(path).indexOf(one + 2));
  }

  @Test
  void an_event_that_is_given_up_lets_the_next_ones_pass() {
    var asset = newName();
    receiver.answer(call -> call.event().equals(asset + 1) ? Answer.of(400) : Answer.OK);
    var subscription = subscribe(asset);
    write(asset, 1, "decision");
    await().atMost(SOON).until(() -> shown(subscription).path("exhausted_at").isString());
    assertThat(events(asset)).containsExactly(asset + 1, asset + 1, asset + 1);

    write(asset, 2, "verdict");
    awaitCalls(asset, 4);
    assertThat(events(asset)).endsWith(asset + 2);
    await().atMost(SOON).until(() -> shown(subscription).path("exhausted_at").isNull());
  }

  @Test
  void both_secrets_sign_while_one_replaces_the_other() {
    var asset = newName();
    var subscription = subscribe(asset);
    var rotated =
        console.post(
            SUBSCRIPTIONS + "/" + subscription.path("id").asString() + "/secrets",
            ADMIN_TOKEN,
            "{\"reason\": \"It leaked\", \"hours\": 1}");
    assertThat(rotated.statusCode()).as(rotated.body()).isEqualTo(201);
    var secret = JSON.readTree(rotated.body()).path("secret").asString();
    write(asset, 1, "decision");

    var call = awaitCalls(asset, 1).getFirst();
    assertThat(secret).isNotEqualTo(subscription.path("secret").asString());
    assertThat(call.isSignedWith(secret)).isTrue();
    assertThat(call.isSignedWith(subscription.path("secret").asString())).isTrue();
  }

  @Test
  void a_rebuild_of_the_read_model_sends_nothing_again_and_nothing_of_before() {
    var asset = newName();
    write(asset, 1, "selected");
    await()
        .atMost(SOON)
        .until(() -> console.json("/api/v1/audit?asset=" + asset).path("items").size() == 1);
    subscribe(asset);
    write(asset, 2, "decision");
    awaitCalls(asset, 1);
    int before = generation();
    console.post("/api/v1/read-model/rebuilds", ADMIN_TOKEN, "{}");
    await().atMost(SOON).until(() -> generation() > before);
    write(asset, 3, "verdict");

    awaitCalls(asset, 2);
    assertThat(events(asset)).containsExactly(asset + 2, asset + 3);
  }

  @Test
  void the_deliveries_are_listed_with_their_attempts() {
    var asset = newName();
    failOnce(asset, Answer.of(500));
    var subscription = subscribe(asset);
    write(asset, 1, "decision");
    await()
        .atMost(SOON)
        .until(() -> deliveries(subscription, "delivered").path("items").size() == 1);

    var delivery = deliveries(subscription, "delivered").path("items").get(0);
    assertThat(delivery.path("event").asString()).isEqualTo("audit:demo:%s:1".formatted(asset));
    assertThat(delivery.path("failures").asInt()).isOne();
    var attempts = delivery.path("attempts");
    assertThat(attempts.valueStream().map(each -> each.path("status").asInt()).toList())
        .containsExactly(500, 204);
    assertThat(attempts.get(0).path("error").asString()).isEqualTo("server_error");
    assertThat(attempts.get(1).path("error").isNull()).isTrue();
    assertThat(deliveries(subscription, "waiting").path("items")).isEmpty();
  }

  @Test
  void one_event_or_all_since_a_time_are_sent_again_with_the_same_ids() {
    var asset = newName();
    write(asset, 1, "selected");
    await()
        .atMost(SOON)
        .until(() -> console.json("/api/v1/audit?asset=" + asset).path("items").size() == 1);
    var subscription = subscribe(asset);
    write(asset, 2, "decision");
    awaitCalls(asset, 1);
    await()
        .atMost(SOON)
        .until(() -> deliveries(subscription, "delivered").path("items").size() == 1);
    var first = receiver.at("/" + asset).getFirst();

    act(subscription, "replays", "{\"event\": \"%s\"}".formatted(first.id()));
    assertThat(awaitCalls(asset, 2).getLast().id()).isEqualTo(first.id());
    await().atMost(SOON).until(() -> deliveries(subscription, "waiting").path("items").isEmpty());
    act(subscription, "replays", "{\"since\": \"%s\"}".formatted(NOON));
    awaitCalls(asset, 4);
    assertThat(events(asset)).containsExactly(asset + 2, asset + 2, asset + 1, asset + 2);
  }

  @Test
  void a_subscription_of_slacks_form_receives_unsigned_sentences_by_the_same_schedule() {
    var asset = newName();
    failOnce(asset, Answer.of(500));
    writeReview(asset, WaitsFor.NOBODY);
    await().atMost(SOON).until(() -> console.get("/api/v1/reviews/" + asset).statusCode() == 200);
    var subscription = subscribe(definition(asset).put("asset", asset).put("format", "slack"));
    assertThat(subscription.has("secret")).isFalse();
    assertThat(shown(subscription).path("format").asString()).isEqualTo("slack");
    write(asset, 1, "held");

    var calls = awaitCalls(asset, 2);
    assertThat(calls)
        .extracting(Received::body)
        .containsOnly(
            "{\"text\":\"a.jpg: It was held back: the hourly limit of proofs was reached.\"}");
    assertThat(calls).extracting(Received::signature).containsOnlyNulls();
  }

  @Test
  void a_subscription_of_a_mail_address_receives_mails() throws MessagingException {
    var asset = newName();
    var address = asset.toLowerCase(Locale.ROOT) + "@example.org";
    var subscription =
        subscribe(definition(asset).put("asset", asset).put("url", "mailto:" + address));
    assertThat(subscription.path("format").asString()).isEqualTo("mail");
    write(asset, 1, "held");
    write(asset, 2, "released");

    await()
        .atMost(SOON)
        .until(() -> deliveries(subscription, "delivered").path("items").size() == 2);
    var subjects = new ArrayList<String>();
    for (var mail : mailServer.getReceivedMessages()) {
      if (mail.getAllRecipients()[0].toString().equals(address)) {
        subjects.add(mail.getSubject());
      }
    }
    assertThat(subjects)
        .containsExactly(
            asset + ": It was held back: the hourly limit of proofs was reached.",
            asset + ": It was let go.");
  }

  @Test
  void an_example_is_sent_whatever_the_filter() {
    var asset = newName();
    var subscription = subscribe(asset);
    var made = act(subscription, "examples", "{\"kind\": \"verdict\"}");

    var call = awaitCalls(asset, 1).getFirst();
    assertThat(call.id()).isEqualTo(made.path("event").asString()).startsWith("example:");
    assertThat(call.json().path("kind").asString()).isEqualTo("verdict");
    assertThat(call.isSignedWith(subscription.path("secret").asString())).isTrue();
  }

  @Test
  void nothing_is_sent_to_an_internal_network_that_is_not_allowed() {
    var asset = newName();
    var subscription =
        subscribe(definition(asset).put("url", "http://[::1]:%d/".formatted(receiver.port())));
    act(subscription, "examples", "{\"kind\": \"verdict\"}");

    await()
        .atMost(SOON)
        .until(() ->
            deliveries(subscription, "exhausted")
                .findValuesAsString("error")
                .equals(List.of("forbidden_address", "forbidden_address", "forbidden_address")));
  }

  @Test
  void the_beginning_and_the_end_of_a_pause_are_events() {
    var path = newName();
    subscribe(operational(path, "pause_started", "pause_ended"));
    var pause = "{\"target\": \"ziflow\", \"reason\": \"Maintenance\"}";
    assertThat(console.post("/api/v1/pauses", ADMIN_TOKEN, pause).statusCode()).isEqualTo(201);
    awaitCalls(path, 1);
    console.send(console.request("/api/v1/pauses/ziflow", ADMIN_TOKEN).DELETE());

    var calls = awaitCalls(path, 2);
    assertThat(calls)
        .extracting(call -> call.json().path("kind").asString())
        .containsExactly("pause_started", "pause_ended");
    assertThat(calls)
        .allSatisfy(call -> {
          assertThat(call.json().path("data").path("target").asString()).isEqualTo("ziflow");
          assertDescribed(call);
        });
  }

  @Test
  void a_source_that_is_silent_for_longer_than_usual_is_an_event_and_so_is_its_end() {
    var path = newName();
    subscribe(operational(path, "source_silent", "source_heard_again"));
    var last = Instant.now().minus(Duration.ofHours(10));
    fixture.inTransaction(() -> {
      for (int hours = 0; hours < 24 * 22; hours++) {
        sendProofEvent(path + hours, last.minus(Duration.ofHours(hours)));
      }
    });
    passProcessor();
    var silent = awaitCalls(path, 1).getFirst();
    assertThat(silent.json().path("kind").asString()).isEqualTo("source_silent");
    var data = silent.json().path("data");
    assertThat(data.path("source").asString()).isEqualTo("ziflow_webhooks");
    assertThat(data.path("last_heard_at").asString())
        .isEqualTo(last.truncatedTo(ChronoUnit.MILLIS).toString());
    assertThat(data.path("usual_hours").asInt()).isBetween(9, 11);
    assertDescribed(silent);

    fixture.inTransaction(() -> sendProofEvent(path + "again", Instant.now()));
    passProcessor();
    var heard = awaitCalls(path, 2).getLast();
    assertThat(heard.json().path("kind").asString()).isEqualTo("source_heard_again");
    assertDescribed(heard);
  }

  /** The read model is complete only once the processor has read all. */
  private static void passProcessor() {
    fixture.commitEnd("intake", fixture.topics().requests());
    fixture.commitEnd("review", fixture.topics().facts());
  }

  private static void sendProofEvent(String id, Instant receivedAt) {
    fixture.send(
        fixture.topics().facts(),
        "I-" + id,
        Fact.newBuilder()
            .setEnvelope(
                new Envelope(id, "demo", "intake", Origin.LIVE, null, receivedAt, id, null, null))
            .setAssetId("I-" + id)
            .setKind(FactKind.PROOF_EVENT)
            .build());
  }

  @Test
  void work_that_waits_for_an_operator_is_an_event_and_so_is_its_end() {
    var path = newName();
    subscribe(operational(path, "waiting_started", "waiting_ended"));
    writeReview(path, WaitsFor.DEAD_COMMAND);
    var started = awaitCalls(path, 1).getFirst();
    writeReview(path, WaitsFor.NOBODY);

    var ended = awaitCalls(path, 2).getLast();
    assertThat(started.json().path("data").path("cause").asString()).isEqualTo("dead_command");
    assertThat(started.json().path("kind").asString()).isEqualTo("waiting_started");
    assertThat(ended.json().path("kind").asString()).isEqualTo("waiting_ended");
    assertDescribed(started);
    assertDescribed(ended);
  }

  private static void writeReview(String asset, WaitsFor waits) {
    fixture.write(
        fixture.topics().reviews(),
        asset,
        TopicFixture.review(asset, "a.jpg", ReviewState.OPENING).setWaits(waits).build());
  }

  @Test
  void other_subscriptions_learn_that_one_is_exhausted_and_that_it_recovers() {
    var path = newName();
    var asset = newName();
    subscribe(operational(path, "subscription_exhausted", "subscription_recovered"));
    receiver.answer(call ->
        call.path().equals("/" + asset) && call.event().equals(asset + 1)
            ? Answer.of(500)
            : Answer.OK);
    var subscription = subscribe(asset);
    write(asset, 1, "decision");
    awaitOf(subscription, path, "subscription_exhausted");
    write(asset, 2, "verdict");
    awaitOf(subscription, path, "subscription_recovered");
  }

  private static void awaitOf(JsonNode subscription, String path, String kind) {
    var id = subscription.path("id").asString();
    await()
        .atMost(SOON)
        .until(() ->
            receiver.at("/" + path).stream()
                .map(Received::json)
                .anyMatch(event ->
                    event.path("kind").asString().equals(kind)
                        && event.path("data").path("subscription").asString().equals(id)));
    receiver.at("/" + path).forEach(NotificationsIT::assertDescribed);
  }

  private static ObjectNode operational(String path, String beginning, String end) {
    var definition = definition(path);
    definition.putArray("kinds").add(beginning).add(end);
    return definition;
  }

  /** An event has the form of its kind in the catalogue of the API. */
  private static void assertDescribed(Received call) {
    var kind = call.json().path("kind").asString();
    var schema =
        console
            .json("/api/v1/event-kinds")
            .path("items")
            .valueStream()
            .filter(each -> each.path("kind").asString().equals(kind))
            .findFirst()
            .orElseThrow()
            .path("schema");
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(call.json()))
        .isEmpty();
  }

  private static JsonNode deliveries(JsonNode subscription, String state) {
    return console.json(
        "%s/%s/deliveries?state=%s"
            .formatted(SUBSCRIPTIONS, subscription.path("id").asString(), state));
  }

  private static JsonNode act(JsonNode subscription, String act, String body) {
    var answer =
        console.post(
            "%s/%s/%s".formatted(SUBSCRIPTIONS, subscription.path("id").asString(), act),
            ADMIN_TOKEN,
            body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return JSON.readTree(answer.body());
  }

  static List<Arguments> mistakes() {
    return List.of(
        Arguments.of("url", "http://example.org/hook", "must begin with https://"),
        Arguments.of("url", "ftp://example.org/hook", "must begin with https://"),
        Arguments.of("url", "https://user:secret@example.org/", "without a password"),
        Arguments.of("url", "https:///hook", "must be an address"),
        Arguments.of("url", "no address", "must be an address"),
        Arguments.of("url", "mailto:a@example.org,b@example.org", "one address"),
        Arguments.of("url", "mailto:a@example.org?bcc=b@example.org", "one address"),
        Arguments.of("url", "mailto:", "one address"),
        Arguments.of("format", "mail", "standard_webhooks or slack"),
        Arguments.of("format", "teams", "standard_webhooks or slack"),
        Arguments.of("name", "", "'name'"),
        Arguments.of("reason", "", "'reason'"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("mistakes")
  void a_wrong_subscription_is_refused(String field, String value, String detail) {
    var answer =
        console.post(SUBSCRIPTIONS, ADMIN_TOKEN, definition("wrong").put(field, value).toString());

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains(detail);
  }

  /** Fails the first call of a path. */
  private static void failOnce(String path, Answer failure) {
    receiver.answer(call ->
        call.path().equals("/" + path) && receiver.at("/" + path).size() == 1
            ? failure
            : Answer.OK);
  }

  /** Keeps a caller waiting. */
  private static Answer after(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Answer.OK;
  }

  private static HttpResponse<String> put(JsonNode subscription, ObjectNode definition) {
    return console.send(
        console
            .request(SUBSCRIPTIONS + "/" + subscription.path("id").asString(), ADMIN_TOKEN)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(definition.toString())));
  }

  private static int generation() {
    return console
        .json("/actuator/health")
        .path("components")
        .path("readModel")
        .path("details")
        .path("generation")
        .asInt(0);
  }
}
