package io.proofline.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

  @TempDir Path data;

  @Test
  void records_survive_a_restart_on_other_ports() throws Exception {
    String first;
    try (var broker = RestartFixture.broker(data)) {
      first = broker.bootstrap();
      createTopic(first, "kept");
      RestartFixture.write(first, "kept", "a photograph");
    }
    try (var broker = RestartFixture.broker(data)) {
      assertThat(broker.bootstrap()).isNotEqualTo(first);
      assertThat(RestartFixture.read(broker.bootstrap(), "kept")).containsExactly("a photograph");
    }
  }

  @Test
  void after_a_kill_it_starts_again_with_the_time_outs_of_kafka() throws Exception {
    try (var broker = RestartFixture.broker(data)) {
      createTopic(broker.bootstrap(), "kept");
      RestartFixture.write(broker.bootstrap(), "kept", "a photograph");
    }
    Files.delete(data.resolve(".kafka_cleanshutdown")); // a killed broker leaves none
    try (var broker = RestartFixture.broker(data)) {
      assertThat(RestartFixture.read(broker.bootstrap(), "kept")).containsExactly("a photograph");
      assertThat(brokerSetting(broker.bootstrap(), "broker.session.timeout.ms")).isEqualTo("9000");
    }
  }

  private static String brokerSetting(String bootstrap, String name) throws Exception {
    var broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
    try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
      return admin.describeConfigs(List.of(broker)).all().get().get(broker).get(name).value();
    }
  }

  private static void createTopic(String bootstrap, String name) throws Exception {
    try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty()))).all().get();
    }
  }
}
