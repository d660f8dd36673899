package io.proofline.audit;

import static io.proofline.audit.AuditTrailFixture.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.schemas.avro.AuditCheckpoint;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointSignaturesTest {

  /**
   * A key that only this test uses, as {@code openssl genpkey} and {@code openssl pkey} made it.
   */
  private static final String PRIVATE =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIIwrd5IZugbgPgCLPwOr8M0RBDCYn1WjGy1HnzPdQF4Y
      -----END PRIVATE KEY-----
      """;

  private static final String PUBLIC =
      """
      -----BEGIN PUBLIC KEY-----
      MCowBQYDK2VwAyEAgKdPHXGwn7W9CU8d3CMvzAPKODwUGZJ8SzP3zt+0XOY=
      -----END PUBLIC KEY-----
      """;

  private static final String ID = "4e83dd6a535947f4";

  @Test
  void a_key_of_openssl_signs_and_its_public_half_verifies() {
    var checkpoint = signed(SigningKey.fromPem(PRIVATE));
    assertThat(checkpoint.getKeyId()).isEqualTo(ID);
    assertThat(CheckpointSignatures.isSignedBy(checkpoint, VerifyingKey.fromPem(PUBLIC))).isTrue();
  }

  @Test
  void a_key_is_written_to_text_and_read_back() {
    var key = SigningKey.fromPem(PRIVATE);
    assertThat(key.verifyingKey().pem()).isEqualTo(PUBLIC);
    assertThat(key.pem()).isEqualTo(PRIVATE);
    var fresh = SigningKey.generate();
    assertThat(SigningKey.fromPem(fresh.pem()).verifyingKey().id())
        .isEqualTo(fresh.verifyingKey().id());
  }

  @Test
  void the_same_content_has_the_same_signature() {
    var key = SigningKey.fromPem(PRIVATE);
    assertThat(signed(key)).isEqualTo(signed(key));
  }

  @Test
  void another_key_has_not_signed_it() {
    assertThat(
            CheckpointSignatures.isSignedBy(
                signed(AuditTrailFixture.KEY), VerifyingKey.fromPem(PUBLIC)))
        .isFalse();
  }

  @ParameterizedTest(name = "a signature {0} is none")
  @MethodSource("broken")
  void a_broken_signature_is_invalid(String how, String signature) {
    var checkpoint =
        AuditCheckpoint.newBuilder(signed(AuditTrailFixture.KEY)).setSignature(signature).build();
    assertThat(CheckpointSignatures.isSignedBy(checkpoint, AuditTrailFixture.KEY.verifyingKey()))
        .as(how)
        .isFalse();
  }

  static Stream<String[]> broken() {
    var signature = signed(AuditTrailFixture.KEY).getSignature();
    char last = signature.charAt(85);
    return Stream.of(
        new String[] {"that is empty", ""},
        new String[] {"that is no base64", "!" + signature.substring(1)},
        new String[] {"that was cut", signature.substring(4)},
        new String[] {
          "in another spelling of the same bytes",
          signature.substring(0, 85) + (char) (last + 1) + "=="
        });
  }

  @Test
  void text_that_is_not_a_key_is_refused_without_showing_it() {
    assertThatThrownBy(() -> SigningKey.fromPem(PUBLIC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The text has no block '-----BEGIN PRIVATE KEY-----'");
    assertThatThrownBy(() ->
            SigningKey.fromPem("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("It is not an Ed25519 private key");
    assertThatThrownBy(() -> VerifyingKey.fromPem(PRIVATE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The text has no block '-----BEGIN PUBLIC KEY-----'");
  }

  @Test
  void a_key_does_not_print() {
    assertThat(SigningKey.fromPem(PRIVATE)).hasToString("SigningKey[%s]".formatted(ID));
  }

  @Test
  void a_checkpoint_is_due_by_its_number_of_entries_or_the_age_of_the_first() {
    var minute = Duration.ofMinutes(1);
    var entry =
        HashChain.append(HashChain.Head.START, AuditTrailFixture.decided("I1", "approved", AT));
    var one = PartitionTally.START.with(entry);
    assertThat(PartitionTally.START.isDue(1, minute, AT.plus(minute))).isFalse();
    assertThat(one.isDue(2, minute, AT.plusSeconds(59))).isFalse();
    assertThat(one.isDue(1, minute, AT)).isTrue();
    assertThat(one.isDue(2, minute, AT.plusSeconds(60))).isTrue();
    assertThat(one.signed(signed(AuditTrailFixture.KEY)).isDue(1, minute, AT.plus(minute)))
        .isFalse();
  }

  private static AuditCheckpoint signed(SigningKey key) {
    var entry =
        HashChain.append(HashChain.Head.START, AuditTrailFixture.decided("I1", "approved", AT));
    return PartitionTally.START
        .with(entry)
        .checkpoint(
            new PartitionTally.AuditPartition("demo", 0, 2),
            Map.of("I1", PartitionTally.mark(entry)),
            null,
            key);
  }
}
