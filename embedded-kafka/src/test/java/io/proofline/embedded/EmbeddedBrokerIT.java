package io.proofline.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

  @TempDir Path data;

  @Test
  void records_survive_a_restart_on_other_ports() throws Exception {
    String first;
    try (var broker = RestartFixture.broker(data)) {
      first = broker.bootstrap();
      makeTopic(first, "kept");
      RestartFixture.write(first, "kept", "a photograph");
    }
    try (var broker = RestartFixture.broker(data)) {
      assertThat(broker.bootstrap()).isNotEqualTo(first);
      assertThat(RestartFixture.read(broker.bootstrap(), "kept")).containsExactly("a photograph");
    }
  }

  private static void makeTopic(String bootstrap, String name) throws Exception {
    try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty()))).all().get();
    }
  }
}
