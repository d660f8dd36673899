package io.proofline.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.standalone.DataDirectory;
import io.proofline.standalone.Demo;
import io.proofline.standalone.Ports;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class JourneysIT {

  @Test
  void every_journey_goes_through() {
    var told = new ArrayList<String>();
    try (var demo = new Demo(DataDirectory.temporary(), Ports.free(), told::add)) {
      var at = demo.start();
      assertThat(Journeys.play(at, told::add)).as(() -> String.join("\n", told)).isTrue();
    }
  }
}
