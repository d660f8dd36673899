package io.proofline.processor.audit;

import static io.proofline.processor.audit.Trail.decided;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.audit.Chain.Head;
import org.junit.jupiter.api.Test;

class ChainTest {

  @Test
  void the_first_entry_follows_from_zeros() {
    var first = Chain.append(Head.START, decided("I1", "approved", Trail.AT));
    assertThat(first.getSequence()).isEqualTo(1);
    assertThat(first.getPrevious()).isEqualTo("0".repeat(64));
    assertThat(first.getHash()).matches("[0-9a-f]{64}");
  }

  @Test
  void each_entry_follows_from_the_one_before() {
    var first = Chain.append(Head.START, decided("I1", "changes_required", Trail.AT));
    var second = Chain.append(Head.at(first), decided("I1", "approved", Trail.AT));
    assertThat(second.getSequence()).isEqualTo(2);
    assertThat(second.getPrevious()).isEqualTo(first.getHash());
    assertThat(second.getHash()).isNotEqualTo(first.getHash());
  }

  @Test
  void the_same_said_at_the_same_place_is_the_same_entry() {
    var said = decided("I1", "approved", Trail.AT);
    var once = Chain.append(Head.START, said);
    assertThat(Chain.append(Head.START, said)).isEqualTo(once);
  }
}
