package io.proofline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topic;
import io.proofline.schemas.TopicCreator;
import io.proofline.schemas.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class TopicCreatorIT {

  @Test
  void every_topic_is_created_with_its_partitions() throws Exception {
    var kafka = KafkaForTests.connection("made.");
    var topics = topics("made.", kafka.partitions());
    try (var admin = Admin.create(kafka.clientSettings("made.test"))) {
      var found =
          admin.describeTopics(topics.all().stream().map(Topic::name).toList()).allTopicNames();
      assertThat(found.get()).hasSameSizeAs(topics.all());
      for (var topic : topics.all()) {
        assertThat(found.get().get(topic.name()).partitions()).hasSize(topic.partitions());
      }
    }
  }

  @Test
  void a_topic_has_its_retention() throws Exception {
    var kafka = KafkaForTests.connection("settings.");
    var facts = topics("settings.", kafka.partitions()).facts();
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, facts.name());
    try (var admin = Admin.create(kafka.clientSettings("settings.test"))) {
      var found = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      facts
          .settings()
          .forEach((name, value) -> assertThat(found.get(name).value()).isEqualTo(value));
    }
  }

  @Test
  void a_second_creation_changes_nothing() {
    var kafka = KafkaForTests.connection("twice.");
    create(kafka, kafka.partitions());
  }

  @Test
  void another_partition_count_is_rejected_with_a_remedy() {
    var kafka = KafkaForTests.connection("count.");
    assertThatThrownBy(() -> create(kafka, kafka.partitions() + 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Topic count.signals.ziflow has 4 partitions, but kafka.partitions requires 5. The"
                + " count can't be changed later: set kafka.partitions back, or choose a new"
                + " kafka.prefix and rebuild.");
  }

  private static void create(KafkaConnection kafka, int partitions) {
    Map<String, Object> settings = kafka.clientSettings("test");
    TopicCreator.create(topics(kafka.prefix(), partitions), settings, (short) 1);
  }

  private static Topics topics(String prefix, int partitions) {
    return Topics.of(prefix, partitions, new InMemorySchemaRegistry());
  }
}
