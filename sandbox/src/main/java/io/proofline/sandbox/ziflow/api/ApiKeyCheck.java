package io.proofline.sandbox.ziflow.api;

import io.javalin.http.Context;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Checks the account's API key, sent as header, Bearer, Basic or query parameter. */
final class ApiKeyCheck {
  private final String apiKey;

  ApiKeyCheck(String apiKey) {
    this.apiKey = apiKey;
  }

  void check(Context call) {
    if (!givenKey(call).equals(Optional.of(apiKey))) {
      throw ZiflowApiException.noKey();
    }
  }

  private static Optional<String> givenKey(Context call) {
    return RequestInput.filled(call.header("apikey"))
        .or(() ->
            RequestInput.filled(call.header("Authorization")).flatMap(ApiKeyCheck::authorization))
        .or(() -> RequestInput.query(call, "apikey"));
  }

  /** The key from Bearer, or from Basic with the key as user name and an empty password. */
  private static Optional<String> authorization(String header) {
    if (header.startsWith("Bearer ")) {
      return Optional.of(header.substring(7));
    }
    try {
      var decoded =
          new String(
              Base64.getDecoder().decode(header.replaceFirst("^Basic ", "")),
              StandardCharsets.UTF_8);
      return decoded.endsWith(":")
          ? Optional.of(decoded.substring(0, decoded.length() - 1))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
