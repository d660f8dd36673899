package io.proofline.workers.files;

import io.proofline.workers.work.Clocks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires the spool and the endpoint from which Ziflow downloads files. */
@Configuration(proxyBeanMethods = false)
class FilesConfiguration {

  @Bean
  Spool spool(FileSettings settings) {
    return Spool.open(settings.spoolDirectory(), settings.spoolBytes());
  }

  @Bean
  SignedFileUrls signedFileUrls(FileSettings settings, Clocks clocks) {
    return new SignedFileUrls(
        settings.publicUrl(), settings.secret(), settings.peerUrl(), clocks.clock());
  }

  @Bean
  RouterFunction<ServerResponse> fileEndpoint(
      FileSettings settings, Spool spool, SignedFileUrls urls) {
    return new FileEndpoint(spool, urls, new PeerFiles(settings.peerUrl())).routes();
  }
}
