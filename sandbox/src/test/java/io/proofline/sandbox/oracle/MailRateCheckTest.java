package io.proofline.sandbox.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mails are counted for each reviewer over every sliding hour. */
class MailRateCheckTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final List<ReceivedMail> mails = new ArrayList<>();
  private final MailRateCheck check = new MailRateCheck(() -> mails);

  @Test
  void without_a_limit_there_are_no_violations() {
    mail("cy", 0, "p1");
    assertThat(check.violations()).isEmpty();
  }

  @Test
  void exceeding_the_limit_within_an_hour_is_one_violation_for_each_reviewer() {
    check.limit(2);
    mail("cy", 70, "p3");
    mail("cy", 30, "p1");
    mail("di", 30, "p1");
    mail("di", 31, "p2");
    mail("cy", 59, "p2");
    assertThat(check.violations())
        .containsExactly(
            new Violation(
                "mails",
                "cy got 3 mails within an hour from 2026-11-20T12:30:00Z on",
                List.of("p1", "p2", "p3")));
  }

  @Test
  void an_hour_excludes_its_end() {
    check.limit(1);
    mail("cy", 0, "p1");
    mail("cy", 60, "p2");
    assertThat(check.violations()).isEmpty();
    mail("cy", 119, "p3");
    assertThat(check.violations()).hasSize(1);
  }

  private void mail(String to, int minute, String proof) {
    mails.add(new ReceivedMail(to, NOON.plus(Duration.ofMinutes(minute)), proof));
  }
}
