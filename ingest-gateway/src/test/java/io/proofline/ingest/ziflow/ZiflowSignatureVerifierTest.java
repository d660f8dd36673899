package io.proofline.ingest.ziflow;

import static io.proofline.ingest.ziflow.SignatureScheme.HMAC_BODY;
import static io.proofline.ingest.ziflow.SignatureScheme.HMAC_TEXT;
import static io.proofline.ingest.ziflow.SignatureScheme.SHA256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.ingest.hook.HookRequest;
import io.proofline.ingest.hook.Refusal;
import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.Secret;
import io.proofline.schemas.Topics;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;

class ZiflowSignatureVerifierTest {

  private static final URI PUBLIC = URI.create("https://hooks.example.com");
  private static final String BODY = "{\"events\":[…]}";

  /** The text of Ziflow's documentation: key, method, address with encoded values, body. */
  private static final String TEXT =
      "k-77POSThttps://hooks.example.com/z?tag=a%2Fb{\"events\":[…]}";

  record Row(String name, SignatureScheme choice, String signature, boolean good) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() {
    var sha256 = sha256(TEXT);
    var text = hmac("k-77", TEXT.substring(4));
    var wholeText = hmac("k-77", TEXT);
    var body = hmac("k-77", BODY);
    return Stream.of(
        new Row("sha256 over the text", SignatureScheme.SHA256, sha256, true),
        new Row("hmac over the text", SignatureScheme.HMAC_TEXT, text, true),
        new Row("hmac over the text with its key", SignatureScheme.HMAC_TEXT, wholeText, true),
        new Row("hmac over the body", SignatureScheme.HMAC_BODY, body, true),
        new Row("auto takes sha256", SignatureScheme.AUTO, sha256, true),
        new Row("auto takes hmac over the text", SignatureScheme.AUTO, text, true),
        new Row("auto takes hmac over the body", SignatureScheme.AUTO, body, true),
        new Row("capital letters are as good", SignatureScheme.SHA256, upper(sha256), true),
        new Row("sha256 is no hmac over the text", SignatureScheme.HMAC_TEXT, sha256, false),
        new Row("hmac over the text is no sha256", SignatureScheme.SHA256, text, false),
        new Row("hmac over the body is not chosen", SignatureScheme.HMAC_TEXT, body, false),
        new Row("another key", SignatureScheme.AUTO, hmac("k-78", BODY), false),
        new Row("another body", SignatureScheme.AUTO, sha256(TEXT + " "), false),
        new Row("half of it", SignatureScheme.AUTO, sha256.substring(32), false),
        new Row("one character more", SignatureScheme.AUTO, sha256 + "0", false),
        new Row("an empty one", SignatureScheme.AUTO, "", false),
        new Row("a text", SignatureScheme.AUTO, "signed, Ziflow", false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void a_signature_is_valid_only_by_its_own_scheme(Row row) {
    var signature = new ZiflowSignatureVerifier(keys("k-77"), row.choice(), PUBLIC);

    assertThat(signature.isValid(row.signature(), delivered("/z", "tag=a/b")))
        .isEqualTo(row.good());
  }

  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource({
    "tag=a/b, tag=a%2Fb",
    "tag=a%2Fb, tag=a%2Fb",
    "tag=a%2fb&x=1, tag=a%2Fb&x=1",
    "tag=a b, tag=a%20b",
    "tag=a+b, tag=a%2Bb",
    "tag=ä, tag=%C3%A4",
    "tag=~._-, tag=~._-",
    "tag=100%, tag=100%25",
    "a/b=c, a/b=c",
    "flag, flag",
    "tag=a=b, tag=a%3Db",
    "tag=, tag="
  })
  void query_values_are_signed_percent_encoded(String sent, String signed) {
    var address = new SignedUrl("https://hooks.example.com").of("/z", Optional.of(sent));

    assertThat(address).asString(UTF_8).isEqualTo("https://hooks.example.com/z?" + signed);
  }

  @Test
  void without_a_query_the_address_ends_with_the_path() {
    assertThat(new SignedUrl("https://h.example.com").of("/hooks/ziflow", Optional.empty()))
        .asString(UTF_8)
        .isEqualTo("https://h.example.com/hooks/ziflow");
  }

  @ParameterizedTest
  @CsvSource({
    "https://h.example.com, https://h.example.com/hooks/ziflow",
    "https://h.example.com/, https://h.example.com/hooks/ziflow",
    "https://example.com/proofing, https://example.com/proofing/hooks/ziflow",
    "http://127.0.0.1:8080, http://127.0.0.1:8080/hooks/ziflow"
  })
  void the_public_address_is_signed_not_the_local_one(URI publicUrl, String target) {
    var signature = new ZiflowSignatureVerifier(keys("k"), SignatureScheme.SHA256, publicUrl);

    assertThat(signature.isValid(sha256("kPOST" + target + BODY), delivered("/hooks/ziflow", null)))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"old, true", "new, true", "older, false"})
  void two_keys_are_valid_while_one_replaces_the_other(String key, boolean good) {
    var signature =
        new ZiflowSignatureVerifier(keys("new", "old"), SignatureScheme.HMAC_BODY, PUBLIC);

    assertThat(signature.isValid(hmac(key, BODY), delivered("/z", null))).isEqualTo(good);
  }

  @Test
  void the_first_valid_delivery_fixes_the_scheme() {
    var signature = new ZiflowSignatureVerifier(keys("k"), SignatureScheme.AUTO, PUBLIC);
    var hookRequest = delivered("/z", null);
    assertThat(signature.scheme()).isEmpty();

    assertThat(signature.isValid(hmac("wrong", BODY), hookRequest)).isFalse();
    assertThat(signature.scheme()).isEmpty();

    assertThat(signature.isValid(hmac("k", BODY), hookRequest)).isTrue();
    assertThat(signature.scheme()).contains(HMAC_BODY);

    assertThat(signature.isValid(sha256("kPOST" + PUBLIC + "/z" + BODY), hookRequest)).isFalse();
    assertThat(signature.isValid(hmac("k", BODY), hookRequest)).isTrue();
  }

  @Test
  void a_configured_scheme_is_known_from_the_start() {
    assertThat(new ZiflowSignatureVerifier(keys("k"), SignatureScheme.SHA256, PUBLIC).scheme())
        .contains(SHA256);
  }

  @Test
  void schemes_are_spelled_as_their_setting() {
    assertThat(SignatureScheme.values())
        .extracting(SignatureScheme::toString)
        .containsExactly("auto", "sha256", "hmac-text", "hmac-body");
    assertThat(HMAC_TEXT).hasToString("hmac-text");
  }

  @Test
  void the_hook_refuses_a_missing_or_wrong_signature() {
    var hook =
        hook(Optional.of(new ZiflowSignatureVerifier(keys("k"), SignatureScheme.AUTO, PUBLIC)));

    assertThat(hook.refusal(delivered("/z", null))).contains(Refusal.UNSIGNED);
    assertThat(hook.refusal(signed("00"))).contains(Refusal.WRONG_SIGNATURE);
    assertThat(hook.refusal(signed(hmac("k", BODY)))).isEmpty();
    assertThat(hook.signatureScheme()).isEqualTo("hmac-body");
  }

  @Test
  void without_a_key_the_hook_accepts_unsigned_deliveries_and_health_reports_it() {
    var hook = hook(Optional.empty());

    assertThat(hook.refusal(delivered("/z", null))).isEmpty();
    assertThat(hook.signatureScheme()).isEqualTo("none: unsigned deliveries are accepted");
  }

  private static ZiflowHook hook(Optional<ZiflowSignatureVerifier> signature) {
    var topics = Topics.of("", 1, new InMemorySchemaRegistry());
    return new ZiflowHook("acme", topics.ziflowSignals(), signature);
  }

  private static HookRequest signed(String signature) {
    var headers = new HttpHeaders();
    headers.set("X-Ziflow-Signature", signature);
    return new HookRequest("/z", null, headers, BODY.getBytes(UTF_8), Instant.EPOCH);
  }

  private static HookRequest delivered(String path, String query) {
    return new HookRequest(path, query, new HttpHeaders(), BODY.getBytes(UTF_8), Instant.EPOCH);
  }

  private static List<Secret> keys(String... keys) {
    return Stream.of(keys).map(Secret::of).toList();
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static String sha256(String text) {
    try {
      return hex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String hmac(String key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
      return hex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
