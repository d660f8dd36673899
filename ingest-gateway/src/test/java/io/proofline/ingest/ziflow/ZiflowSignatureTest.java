package io.proofline.ingest.ziflow;

import static io.proofline.ingest.ziflow.SignatureReading.HMAC_BODY;
import static io.proofline.ingest.ziflow.SignatureReading.HMAC_TEXT;
import static io.proofline.ingest.ziflow.SignatureReading.SHA256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.ingest.hook.Delivered;
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

class ZiflowSignatureTest {

  private static final URI PUBLIC = URI.create("https://hooks.example.com");
  private static final String BODY = "{\"events\":[…]}";

  /** The text of Ziflow's documentation: key, method, address with encoded values, body. */
  private static final String TEXT =
      "k-77POSThttps://hooks.example.com/z?tag=a%2Fb{\"events\":[…]}";

  record Row(String name, SignatureChoice choice, String signature, boolean good) {
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
        new Row("sha256 over the text", SignatureChoice.SHA256, sha256, true),
        new Row("hmac over the text", SignatureChoice.HMAC_TEXT, text, true),
        new Row("hmac over the text with its key", SignatureChoice.HMAC_TEXT, wholeText, true),
        new Row("hmac over the body", SignatureChoice.HMAC_BODY, body, true),
        new Row("auto takes sha256", SignatureChoice.AUTO, sha256, true),
        new Row("auto takes hmac over the text", SignatureChoice.AUTO, text, true),
        new Row("auto takes hmac over the body", SignatureChoice.AUTO, body, true),
        new Row("capital letters are as good", SignatureChoice.SHA256, upper(sha256), true),
        new Row("sha256 is no hmac over the text", SignatureChoice.HMAC_TEXT, sha256, false),
        new Row("hmac over the text is no sha256", SignatureChoice.SHA256, text, false),
        new Row("hmac over the body is not chosen", SignatureChoice.HMAC_TEXT, body, false),
        new Row("another key", SignatureChoice.AUTO, hmac("k-78", BODY), false),
        new Row("another body", SignatureChoice.AUTO, sha256(TEXT + " "), false),
        new Row("half of it", SignatureChoice.AUTO, sha256.substring(32), false),
        new Row("one character more", SignatureChoice.AUTO, sha256 + "0", false),
        new Row("an empty one", SignatureChoice.AUTO, "", false),
        new Row("a text", SignatureChoice.AUTO, "signed, Ziflow", false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void a_signature_is_good_by_its_reading_only(Row row) {
    var signature = new ZiflowSignature(keys("k-77"), row.choice(), PUBLIC);

    assertThat(signature.isGood(row.signature(), delivered("/z", "tag=a/b"))).isEqualTo(row.good());
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
  void values_of_the_query_are_signed_encoded_however_they_came(String sent, String signed) {
    var address = new SignedAddress("https://hooks.example.com").of("/z", Optional.of(sent));

    assertThat(address).asString(UTF_8).isEqualTo("https://hooks.example.com/z?" + signed);
  }

  @Test
  void without_a_query_the_address_ends_with_the_path() {
    assertThat(new SignedAddress("https://h.example.com").of("/hooks/ziflow", Optional.empty()))
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
  void the_public_address_is_signed_and_not_ours(URI publicUrl, String target) {
    var signature = new ZiflowSignature(keys("k"), SignatureChoice.SHA256, publicUrl);

    assertThat(signature.isGood(sha256("kPOST" + target + BODY), delivered("/hooks/ziflow", null)))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"old, true", "new, true", "older, false"})
  void two_keys_are_good_while_one_replaces_the_other(String key, boolean good) {
    var signature = new ZiflowSignature(keys("new", "old"), SignatureChoice.HMAC_BODY, PUBLIC);

    assertThat(signature.isGood(hmac(key, BODY), delivered("/z", null))).isEqualTo(good);
  }

  @Test
  void the_first_valid_delivery_settles_the_reading() {
    var signature = new ZiflowSignature(keys("k"), SignatureChoice.AUTO, PUBLIC);
    var delivered = delivered("/z", null);
    assertThat(signature.reading()).isEmpty();

    assertThat(signature.isGood(hmac("wrong", BODY), delivered)).isFalse();
    assertThat(signature.reading()).isEmpty();

    assertThat(signature.isGood(hmac("k", BODY), delivered)).isTrue();
    assertThat(signature.reading()).contains(HMAC_BODY);

    assertThat(signature.isGood(sha256("kPOST" + PUBLIC + "/z" + BODY), delivered)).isFalse();
    assertThat(signature.isGood(hmac("k", BODY), delivered)).isTrue();
  }

  @Test
  void a_configured_reading_is_known_from_the_start() {
    assertThat(new ZiflowSignature(keys("k"), SignatureChoice.SHA256, PUBLIC).reading())
        .contains(SHA256);
  }

  @Test
  void readings_are_spelled_as_their_setting() {
    assertThat(SignatureReading.values())
        .extracting(SignatureReading::toString)
        .containsExactly("sha256", "hmac-text", "hmac-body");
    assertThat(HMAC_TEXT).hasToString("hmac-text");
  }

  @Test
  void the_hook_refuses_what_carries_no_signature_or_a_wrong_one() {
    var hook = hook(Optional.of(new ZiflowSignature(keys("k"), SignatureChoice.AUTO, PUBLIC)));

    assertThat(hook.refuses(delivered("/z", null))).contains(Refusal.UNSIGNED);
    assertThat(hook.refuses(signed("00"))).contains(Refusal.WRONG_SIGNATURE);
    assertThat(hook.refuses(signed(hmac("k", BODY)))).isEmpty();
    assertThat(hook.reading()).isEqualTo("hmac-body");
  }

  @Test
  void without_a_key_the_hook_takes_what_comes_and_says_so() {
    var hook = hook(Optional.empty());

    assertThat(hook.refuses(delivered("/z", null))).isEmpty();
    assertThat(hook.reading()).isEqualTo("none: unsigned deliveries are taken");
  }

  private static ZiflowHook hook(Optional<ZiflowSignature> signature) {
    var topics = Topics.of("", 1, new InMemorySchemaRegistry());
    return new ZiflowHook("acme", topics.ziflowSignals(), signature);
  }

  private static Delivered signed(String signature) {
    var headers = new HttpHeaders();
    headers.set("X-Ziflow-Signature", signature);
    return new Delivered("/z", null, headers, BODY.getBytes(UTF_8), Instant.EPOCH);
  }

  private static Delivered delivered(String path, String query) {
    return new Delivered(path, query, new HttpHeaders(), BODY.getBytes(UTF_8), Instant.EPOCH);
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
