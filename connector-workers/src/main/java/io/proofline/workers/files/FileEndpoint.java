package io.proofline.workers.files;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Optional;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
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
 * byte ranges. The file of another instance is fetched from that instance, which the token names. A
 * token that is forged or expired, or whose file is no longer in the spool, gets 404. The name in
 * the address is not checked.
 */
public final class FileEndpoint {

  /** Identifies this endpoint in its responses, as other servers answer 404 too. */
  private static final String HEADER = "X-Proofline";

  private static final String NAME = "files";

  private final Spool spool;
  private final SignedFileUrls addresses;
  private final PeerFiles peers;

  FileEndpoint(Spool spool, SignedFileUrls addresses, PeerFiles peers) {
    this.spool = spool;
    this.addresses = addresses;
    this.peers = peers;
  }

  /** Whether a file endpoint sent a response. */
  public static boolean isSenderOf(HttpResponse<?> answer) {
    return answer.headers().firstValue(HEADER).filter(NAME::equals).isPresent();
  }

  static boolean isSenderOf(HttpHeaders headers) {
    return NAME.equals(headers.getFirst(HEADER));
  }

  static void markSender(HttpHeaders headers) {
    headers.set(HEADER, NAME);
  }

  /** The routes of the endpoint. */
  public RouterFunction<ServerResponse> routes() {
    var path = "/files/{token}/{name}";
    return RouterFunctions.route(
        RequestPredicates.GET(path).or(RequestPredicates.HEAD(path)), this::handle);
  }

  private Mono<ServerResponse> handle(ServerRequest request) {
    return addresses
        .verify(request.pathVariable("token"))
        .flatMap(token -> find(request, token))
        .orElseGet(() -> ServerResponse.notFound().header(HEADER, NAME).build());
  }

  private Optional<Mono<ServerResponse>> find(ServerRequest request, FileToken token) {
    var file = spool.find(token.fileId()).filter(found -> Files.isRegularFile(spool.path(found)));
    return file.isPresent()
        ? file.map(this::serve)
        : token
            .owner()
            .filter(owner -> peers.isForwardable(request, owner))
            .map(owner -> peers.forward(request, owner));
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
