package io.proofline.workers.files;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.CacheControl;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Serves spooled files to Ziflow: {@code GET} and {@code HEAD /files/{token}/{file name}}, with
 * byte ranges. A token that is forged or expired, or whose file is no longer in the spool, gets
 * 404. The name in the address is not checked.
 */
public final class FileEndpoint {

  /** Identifies this endpoint in its responses, as other servers answer 404 too. */
  private static final String HEADER = "X-Proofline";

  private static final String NAME = "files";

  private final Spool spool;
  private final SignedFileUrls addresses;

  public FileEndpoint(Spool spool, SignedFileUrls addresses) {
    this.spool = spool;
    this.addresses = addresses;
  }

  /** Whether a file endpoint sent a response. */
  public static boolean isSenderOf(HttpResponse<?> answer) {
    return answer.headers().firstValue(HEADER).filter(NAME::equals).isPresent();
  }

  /** The routes of the endpoint. */
  public RouterFunction<ServerResponse> routes() {
    var path = "/files/{token}/{name}";
    return RouterFunctions.route(
        RequestPredicates.GET(path).or(RequestPredicates.HEAD(path)), this::handle);
  }

  private Mono<ServerResponse> handle(ServerRequest request) {
    return addresses
        .verifiedFileId(request.pathVariable("token"))
        .flatMap(spool::find)
        .filter(file -> Files.isRegularFile(spool.path(file)))
        .map(this::serve)
        .orElseGet(() -> ServerResponse.notFound().header(HEADER, NAME).build());
  }

  private Mono<ServerResponse> serve(SpooledFile file) {
    return ServerResponse.ok()
        .header(HEADER, NAME)
        .contentType(contentType(file.mediaType()))
        .cacheControl(CacheControl.noStore())
        .body(BodyInserters.fromResource(new FileSystemResource(spool.path(file))));
  }

  /** The sender stated the type, so it may be malformed or a pattern. */
  private static MediaType contentType(String stated) {
    try {
      var type = MediaType.parseMediaType(stated);
      return type.isConcrete()
          ? new MediaType(type.getType(), type.getSubtype())
          : MediaType.APPLICATION_OCTET_STREAM;
    } catch (InvalidMediaTypeException _) {
      return MediaType.APPLICATION_OCTET_STREAM;
    }
  }
}
