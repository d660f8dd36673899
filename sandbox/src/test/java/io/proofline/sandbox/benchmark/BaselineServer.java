package io.proofline.sandbox.benchmark;

import io.proofline.sandbox.web.JavalinServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The baseline of the benchmark, the upper bound of the server framework on this machine: it reads
 * the request and answers with a constant body of the requested size. It also serves the picture
 * for proofs.
 */
final class BaselineServer {
  private BaselineServer() {}

  public static void main(String[] args) {
    var javalinServer =
        JavalinServer.open(
            "127.0.0.1",
            0,
            config -> {
              config.routes.before(call -> call.bodyAsBytes());
              var path = "/constant/{size}";
              config.routes.get(path, call -> call.result(body(call.pathParam("size"))));
              config.routes.post(path, call -> call.result(body(call.pathParam("size"))));
              config.routes.patch(path, call -> call.result(body(call.pathParam("size"))));
              config.routes.get("/picture.jpg", call -> call.result(picture()));
            });
    System.out.printf("  ceiling       %s%n  data%n", javalinServer.address());
  }

  private static String body(String size) {
    return "x".repeat(Integer.parseInt(size));
  }

  private static byte[] picture() {
    try (var stream = BaselineServer.class.getResourceAsStream("/photos/dandelion-field.jpg")) {
      return Objects.requireNonNull(stream).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
