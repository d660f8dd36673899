package io.proofline.sandbox.journal;

import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * An append-only log of changes in a file, one JSON object a line. After {@link #append} has
 * returned, its changes survive a kill of the process. A last line that a kill truncated belongs to
 * an unanswered call and is dropped.
 */
public final class ChangeJournal<C> implements AutoCloseable {
  private final FileChannel file;

  private ChangeJournal(FileChannel file) {
    this.file = file;
  }

  /** Opens or creates the file and passes every change in it to {@code replay}, oldest first. */
  public static <C> ChangeJournal<C> open(Path path, Class<C> type, Consumer<C> replay) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      dropCutLine(path);
      if (Files.exists(path)) {
        replayAll(path, type, replay);
      }
      return new ChangeJournal<>(
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the changes in a single write. Callers apply and publish them afterwards. */
  public synchronized void append(List<? extends C> changes) {
    var lines = changes.stream().map(Json::write).collect(Collectors.joining("\n", "", "\n"));
    var bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void dropCutLine(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.truncate(endOfLastLine(channel));
    }
  }

  private static long endOfLastLine(FileChannel channel) throws IOException {
    var one = ByteBuffer.allocate(1);
    for (var end = channel.size(); end > 0; end--) {
      channel.read(one.clear(), end - 1);
      if (one.get(0) == '\n') {
        return end;
      }
    }
    return 0;
  }

  private static <C> void replayAll(Path path, Class<C> type, Consumer<C> replay)
      throws IOException {
    try (var lines = Files.newBufferedReader(path)) {
      var number = 1;
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        replay.accept(read(path, number++, line, type));
      }
    }
  }

  private static <C> C read(Path path, int number, String line, Class<C> type) {
    try {
      return Json.read(line, type);
    } catch (JacksonException e) {
      throw new IllegalStateException("%s line %d is not readable".formatted(path, number), e);
    }
  }
}
