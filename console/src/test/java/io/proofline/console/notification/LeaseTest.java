package io.proofline.console.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.console.database.DatabaseSettings;
import io.proofline.console.database.SqlDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two consoles on one database. */
class LeaseTest {

  @TempDir Path directory;
  private SqlDatabase database;
  private Instant now = Instant.parse("2026-11-28T12:00:00Z");
  private Lease one;
  private Lease other;

  @BeforeEach
  void open() {
    database =
        SqlDatabase.open(
            new DatabaseSettings("", "", null, directory, 2),
            "console",
            List.of("db/console/common"));
    one = new Lease(database, "console-0", () -> now);
    other = new Lease(database, "console-1", () -> now);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void one_console_of_two_delivers() {
    assertThat(one.hold()).isTrue();
    assertThat(other.hold()).isFalse();
  }

  @Test
  void a_console_that_was_killed_is_replaced_once_its_lease_has_ended() {
    assertThat(one.hold()).isTrue();
    pass(Lease.LENGTH);
    assertThat(other.hold()).as("not before its end").isFalse();
    pass(Duration.ofSeconds(2));
    assertThat(other.hold()).isTrue();
    assertThat(one.hold()).as("a console that hung").isFalse();
  }

  @Test
  void a_console_that_runs_keeps_its_lease() {
    for (int second = 0; second < 300; second++) {
      assertThat(one.hold()).isTrue();
      assertThat(other.hold()).isFalse();
      pass(Duration.ofSeconds(1));
    }
  }

  @Test
  void a_console_that_stops_lets_another_one_deliver_at_once() {
    assertThat(one.hold()).isTrue();
    one.release();
    assertThat(other.hold()).isTrue();
    other.release();
    one.release();
    pass(Duration.ofSeconds(2));
    assertThat(one.hold()).isTrue();
  }

  @Test
  void a_release_does_not_end_the_lease_of_another_console() {
    assertThat(one.hold()).isTrue();
    other.release();
    pass(Duration.ofSeconds(2));
    assertThat(other.hold()).isFalse();
  }
}
