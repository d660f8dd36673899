package io.proofline.console.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.console.web.ApiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;

class UploadedFormTest {

  private final NettyDataBufferFactory buffers =
      new NettyDataBufferFactory(io.netty.buffer.UnpooledByteBufAllocator.DEFAULT);
  private final List<DataBuffer> sent = new ArrayList<>();
  private final AtomicInteger received = new AtomicInteger();

  private Flux<PartEvent> part(String name, String... chunks) {
    return FilePartEvent.create(
            name,
            name + ".json",
            MediaType.APPLICATION_JSON,
            Flux.fromStream(Stream.of(chunks).map(this::buffer)))
        .cast(PartEvent.class)
        .doOnNext(_ -> received.incrementAndGet());
  }

  private DataBuffer buffer(String text) {
    var buffer = buffers.wrap(text.getBytes(UTF_8));
    sent.add(buffer);
    return buffer;
  }

  private static String read(UploadedForm form) throws IOException {
    return new String(form.next().orElseThrow().content().readAllBytes(), UTF_8);
  }

  private boolean isAnyUnreleased() {
    return sent.stream().anyMatch(each -> ((NettyDataBuffer) each).getNativeBuffer().refCnt() > 0);
  }

  @Test
  void parts_are_read_one_after_the_other_and_their_memory_is_given_back() throws IOException {
    var parts = Flux.concat(part("a", "one ", "two"), part("b"), part("c", "three"));
    try (var form = new UploadedForm(parts, DataSize.ofBytes(12))) {
      assertThat(read(form)).isEqualTo("one two");
      assertThat(form.next().orElseThrow().name()).isEqualTo("b");
      assertThat(read(form)).isEqualTo("three");
      assertThat(form.next()).isEmpty();
    }
    assertThat(isAnyUnreleased()).isFalse();
  }

  @Test
  void a_part_that_nobody_reads_is_skipped_and_counts() {
    var parts = Flux.concat(part("a", "one", "two"), part("b", "three"));
    try (var form = new UploadedForm(parts, DataSize.ofBytes(10))) {
      assertThat(form.next()).isPresent();
      assertThat(form.next().orElseThrow().name()).isEqualTo("b");
      assertThatThrownBy(form::next)
          .isInstanceOf(ApiException.class)
          .hasMessageStartingWith("The file is larger than 10 bytes");
    }
    assertThat(isAnyUnreleased()).isFalse();
  }

  @Test
  void a_file_above_the_limit_is_refused_where_it_exceeds_it_and_can_still_be_skipped() {
    var parts = Flux.concat(part("a", "12345", "6", "7", "8", "9"), part("b", "x"));
    try (var form = new UploadedForm(parts, DataSize.ofBytes(5))) {
      var content = form.next().orElseThrow().content();
      assertThatThrownBy(content::readAllBytes).hasMessageContaining("largest-export");
      form.skipAll();
    }
    assertThat(received).hasValue(sent.size() + 2); // an event ends each part
    assertThat(isAnyUnreleased()).isFalse();
  }
}
