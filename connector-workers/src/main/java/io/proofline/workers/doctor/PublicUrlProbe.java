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
 * Asks a public address as far as that can be done from here. Passes never: whether it answers
 * somebody outside can't be seen from inside.
 */
final class PublicUrlProbe {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private PublicUrlProbe() {}

  /**
   * What an address answers.
   *
   * @param ours whether our own endpoint sent the response to a GET
   */
  static ProbeResult run(String what, URI address, Predicate<HttpResponse<?>> ours) {
    try (var http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      var request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
      var answer = http.send(request, BodyHandlers.discarding());
      return ours.test(answer)
          ? reachable(what, address)
          : wrongServer(what, address, answer.statusCode());
    } catch (IOException e) {
      return fail(
          what,
          "%s gives no answer from here (%s)".formatted(address, describe(e)),
          "Start Proofline; see that its name resolves, its certificate is good, and what stands"
              + " before it hands on to us.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail(what, "interrupted", "Ask again.");
    }
  }

  private static ProbeResult reachable(String what, URI address) {
    return isPrivateAddress(address)
        ? warn(
            what,
            "%s answers, and is an address of this machine or network".formatted(address),
            "Name one that the internet reaches.")
        : warn(
            what,
            "%s answers from here; whether from outside is unproven".formatted(address),
            "Open it once from another network, such as a phone's.");
  }

  private static ProbeResult wrongServer(String what, URI address, int answer) {
    return fail(
        what,
        "%s answers %d, but not from our endpoint".formatted(address, answer),
        "Check that the proxy before it forwards to this service and keeps the path unchanged.");
  }

  private static String describe(IOException e) {
    return switch (e) {
      case ConnectException _ -> "nothing listens there, or its name is not known";
      case SSLException _ -> "its certificate is not good";
      case HttpTimeoutException _ -> "it takes too long";
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
