package io.proofline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends webhooks to the gateway's public port, as Ziflow or as a customer's own system. */
final class HookSender implements AutoCloseable {

  static final String KEY = "k-77";
  static final String WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final String PUBLIC_URL = "https://hooks.example.com";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  HookSender(int port) {
    this.port = port;
  }

  HttpResponse<String> ziflow(byte[] body) {
    return await(ziflowLater(body));
  }

  CompletableFuture<HttpResponse<String>> ziflowLater(byte[] body) {
    return http.sendAsync(
        to("/hooks/ziflow", BodyPublishers.ofByteArray(body))
            .header("Content-Type", "application/json")
            .header("X-Ziflow-Version", "2")
            .header("X-Ziflow-Signature", ziflowSignature(body))
            .header("Cookie", "session=geheim")
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> library(String id, Instant at, byte[] body) {
    var seconds = Long.toString(at.getEpochSecond());
    return send(
        to("/hooks/library", BodyPublishers.ofByteArray(body))
            .header("webhook-id", id)
            .header("webhook-timestamp", seconds)
            .header("webhook-signature", webhookSignature(id, seconds, body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return await(http.sendAsync(request.build(), BodyHandlers.ofString()));
  }

  HttpRequest.Builder to(String path, BodyPublisher body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).POST(body);
  }

  /** Sends the bytes, and reads until the gateway closes the connection or stops sending. */
  String raw(String request, int patienceMillis) {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(patienceMillis);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.getOutputStream().flush();
      var head = new byte[12];
      int read = socket.getInputStream().readNBytes(head, 0, head.length);
      return new String(head, 0, read, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String ziflowSignature(byte[] body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update((KEY + "POST" + PUBLIC_URL + "/hooks/ziflow").getBytes(UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String webhookSignature(String id, String seconds, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(WHSEC.substring(6)), "HmacSHA256"));
      mac.update((id + "." + seconds + ".").getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private static <A> A await(CompletableFuture<A> answer) {
    return answer.orTimeout(20, TimeUnit.SECONDS).join();
  }
}
