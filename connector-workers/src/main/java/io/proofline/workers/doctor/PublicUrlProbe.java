package io.proofline.workers.doctor;

import static io.proofline.workers.probe.ProbeResult.fail;
import static io.proofline.workers.probe.ProbeResult.warn;

import io.proofline.workers.probe.ProbeResult;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

/**
 * Checks a public address from this machine. The best result is a warning, because access from
 * outside can't be checked from inside.
 */
final class PublicUrlProbe {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private PublicUrlProbe() {}

  /**
   * Requests the address once.
   *
   * @param ours whether our own endpoint sent the response to a GET
   */
  static ProbeResult run(String check, URI address, Predicate<HttpResponse<?>> ours) {
    try (var http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      var request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
      var answer = http.send(request, BodyHandlers.ofInputStream());
      answer.body().close(); // unread: it may have no end
      return ours.test(answer)
          ? reachable(check, address)
          : wrongServer(check, address, answer.statusCode());
    } catch (IOException e) {
      return fail(
          check,
          "%s does not answer from here (%s)".formatted(address, describe(e)),
          "Start Proofline; check that the name resolves, the certificate is valid, and the proxy"
              + " forwards to this service.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail(check, "interrupted", "Run doctor again.");
    }
  }

  private static ProbeResult reachable(String check, URI address) {
    return isPrivateAddress(address)
        ? warn(
            check,
            "%s answers, but is an address of this machine or network".formatted(address),
            "Set an address that the internet can reach.")
        : warn(
            check,
            "%s answers from here; access from outside is not checked".formatted(address),
            "Open it once from another network, such as a phone's.");
  }

  private static ProbeResult wrongServer(String check, URI address, int answer) {
    return fail(
        check,
        "%s answers %d, but not from our endpoint".formatted(address, answer),
        "Check that the proxy before it forwards to this service and keeps the path unchanged.");
  }

  private static String describe(IOException e) {
    return switch (e) {
      case ConnectException _ -> "no server listens there, or the name does not resolve";
      case SSLException _ -> "its certificate is not valid";
      case HttpTimeoutException _ -> "the answer takes too long";
      default -> "the connection broke";
    };
  }

  private static boolean isPrivateAddress(URI address) {
    try {
      var host = InetAddress.getByName(address.getHost());
      return host.isLoopbackAddress() || host.isSiteLocalAddress() || host.isLinkLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
