package io.proofline.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Server-sent events as they arrive, as a browser takes them in. */
public final class EventStream implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final int status;
  private final InputStream body;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable String lastId;

  EventStream(HttpResponse<InputStream> answer) {
    status = answer.statusCode();
    body = answer.body();
    var _ = Thread.ofVirtual().start(this::read);
  }

  /** An event with its data. */
  public record Event(String name, JsonNode data) {

    /** The name, and the asset of its data. */
    public String text() {
      return "%s %s".formatted(name, data.path("asset_id").asString("")).strip();
    }
  }

  public int status() {
    return status;
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  /** The id that a browser would send when it reconnects; null before the first. */
  public @Nullable String lastId() {
    return lastId;
  }

  public boolean isEnded() {
    return ended.getCount() == 0;
  }

  private void read() {
    try (var lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
      var name = "message";
      var id = lastId;
      var data = new StringBuilder();
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id:")) {
          id = line.substring(3).strip();
        } else if (line.startsWith("event:")) {
          name = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          data.append(line.substring(5));
        } else if (line.isEmpty()) {
          if (!data.isEmpty()) {
            events.add(new Event(name, JSON.readTree(data.toString())));
          }
          lastId = id;
          name = "message";
          data.setLength(0);
        }
      }
    } catch (IOException e) {
      // closed by this client or by the server
    } finally {
      ended.countDown();
    }
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
