package io.proofline.schemas;

import io.proofline.text.ComparableText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Creates person ids, which replace names and addresses in all data that is kept for long. An id is
 * a keyed hash of the e-mail address, so an id can be matched to a person only with the key. All
 * services share one key. It must never change, because the ids change with it.
 */
public final class PersonKey {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;

  private final SecretKeySpec key;

  /**
   * A key from a secret text, or from the file that {@code file:/path} names. The file is read
   * once.
   *
   * @throws IllegalArgumentException if the key has fewer than 16 characters or can't be read
   */
  public PersonKey(String setting) {
    var secret = Secret.required("person-key", Secret.of(setting)).value();
    if (secret.length() < 16) {
      throw new IllegalArgumentException("The key for person ids needs at least 16 characters");
    }
    key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /**
   * The id of the person with an e-mail address; case, outer blanks and Unicode normal form are
   * ignored. Empty without an address.
   */
  public Optional<String> idOf(@Nullable String email) {
    if (email == null || email.isBlank()) {
      return Optional.empty();
    }
    var text = new ComparableText(email).value().getBytes(StandardCharsets.UTF_8);
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Optional.of(HexFormat.of().formatHex(mac.doFinal(text), 0, BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }

  /** Omits the key. */
  @Override
  public String toString() {
    return "PersonKey[***]";
  }
}
