package io.proofline.journeys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.json.JsonMapper;

/** Searches topics, logs and responses of a run for its secrets, byte by byte. */
final class SecretLeakScanner {

  private static final int SHORTEST = 8;

  private final Map<String, String> sought;
  private final TreeSet<String> found = new TreeSet<>();

  /**
   * Searches for the given secrets, by name.
   *
   * @throws IllegalArgumentException if a secret is so short that it may occur by chance
   */
  SecretLeakScanner(Map<String, String> sought) {
    this.sought = Map.copyOf(sought);
    sought.forEach((name, secret) -> {
      if (secret.length() < SHORTEST) {
        throw new IllegalArgumentException(name + " is too short to be searched for");
      }
    });
  }

  /** Searches for all credentials and keys of a demo. */
  static SecretLeakScanner of(DemoAddresses at, Path directory) throws Exception {
    var keys = at.secrets();
    var sought = new HashMap<String, String>();
    sought.put("Ziflow's API key", keys.ziflowApiKey());
    sought.put("PhotoShelter's key for v3", keys.photoshelterV3Key());
    sought.put("PhotoShelter's key for v4", keys.photoshelterV4Key());
    sought.put("PhotoShelter's password", keys.photoshelterPassword());
    sought.put("the webhook key", keys.webhookKey());
    sought.put("the library hook's secret", keys.libraryHookSecret().substring("whsec_".length()));
    sought.put("the console's token", keys.consoleToken());
    var own = JsonMapper.shared().readTree(Files.readAllBytes(directory.resolve("secrets.json")));
    sought.put("the files' secret", own.path("files").asString());
    sought.put("the person key", own.path("personKey").asString());
    sought.put("the audit key", Files.readAllLines(directory.resolve("audit-key.pem")).get(1));
    int session = 0;
    for (var token : http(at.sandbox() + "/admin/photoshelter/sessions").split("[\\[\\]\",\\s]+")) {
      if (!token.isEmpty()) {
        sought.put("session token " + ++session, token);
      }
    }
    return new SecretLeakScanner(sought);
  }

  /** Names of the secrets. */
  List<String> sought() {
    return sought.keySet().stream().sorted().toList();
  }

  /** The findings so far, each with its place. */
  TreeSet<String> found() {
    return found;
  }

  void scan(String place, byte[] bytes) {
    var text = new String(bytes, ISO_8859_1);
    sought.forEach((name, secret) -> {
      if (text.contains(secret)) {
        found.add("%s in %s".formatted(name, place));
      }
    });
  }

  /**
   * Searches every record of every topic, including Kafka's internal topics.
   *
   * @return number of searched records by topic
   */
  Map<String, Integer> scanTopics(String bootstrap) {
    var counts = new HashMap<String, Integer>();
    try (var consumer = consumer(bootstrap)) {
      var partitions =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          scan(record);
          counts.merge(record.topic(), 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  /** Searches key, value and headers. */
  void scan(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() != null) {
      scan("a key of " + record.topic(), record.key());
    }
    if (record.value() != null) {
      scan("a value of " + record.topic(), record.value());
    }
    for (var header : record.headers()) {
      if (header.value() != null) {
        scan("a header of " + record.topic(), header.value());
      }
    }
  }

  /** Sends a request and searches the response, including its headers. */
  int scanAnswer(HttpRequest.Builder request) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var built = request.build();
      var answer = client.send(built, BodyHandlers.ofByteArray());
      var place = "the answer of %s %s".formatted(built.method(), built.uri().getPath());
      scan(place, answer.body());
      scan(place, answer.headers().map().toString().getBytes(ISO_8859_1));
      return answer.statusCode();
    }
  }

  private static String http(String address) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(address)).build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrap, "exclude.internal.topics", false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
