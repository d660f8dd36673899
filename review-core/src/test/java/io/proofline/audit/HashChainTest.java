package io.proofline.audit;

import static io.proofline.audit.AuditTrailFixture.decided;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.audit.HashChain.Head;
import org.junit.jupiter.api.Test;

class HashChainTest {

  @Test
  void the_first_entry_follows_from_zeros() {
    var first = HashChain.append(Head.START, decided("I1", "approved", AuditTrailFixture.AT));
    assertThat(first.getSequence()).isEqualTo(1);
    assertThat(first.getPrevious()).isEqualTo("0".repeat(64));
    assertThat(first.getHash()).matches("[0-9a-f]{64}");
  }

  @Test
  void each_entry_follows_from_the_one_before() {
    var first =
        HashChain.append(Head.START, decided("I1", "changes_required", AuditTrailFixture.AT));
    var second = HashChain.append(Head.at(first), decided("I1", "approved", AuditTrailFixture.AT));
    assertThat(second.getSequence()).isEqualTo(2);
    assertThat(second.getPrevious()).isEqualTo(first.getHash());
    assertThat(second.getHash()).isNotEqualTo(first.getHash());
  }

  @Test
  void the_same_content_at_the_same_position_is_the_same_entry() {
    var said = decided("I1", "approved", AuditTrailFixture.AT);
    var once = HashChain.append(Head.START, said);
    assertThat(HashChain.append(Head.START, said)).isEqualTo(once);
  }
}
