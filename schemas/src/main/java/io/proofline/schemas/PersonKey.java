package io.proofline.schemas;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ids that stand for people wherever things are kept for long: a keyed hash of the e-mail
 * address, so that only who has the key can tell whether an id is a certain person's. The same key
 * in all services, and never changed: it is what makes an id the same for ever.
 */
public final class PersonKey {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;

  private final SecretKeySpec key;

  /**
   * A key from a secret text, or from the file that {@code file:/path} names; that is read once.
   *
   * @throws IllegalArgumentException when it has fewer than 16 characters, or can't be read
   */
  public PersonKey(String setting) {
    var secret = Secret.required("person-key", Secret.of(setting)).value();
    if (secret.length() < 16) {
      throw new IllegalArgumentException("The key for person ids needs at least 16 characters");
    }
    key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** The id of who has an address, without case and outer blanks; empty for none. */
  public Optional<String> idOf(@Nullable String email) {
    if (email == null || email.isBlank()) {
      return Optional.empty();
    }
    var text = email.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Optional.of(HexFormat.of().formatHex(mac.doFinal(text), 0, BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "PersonKey[***]";
  }
}
