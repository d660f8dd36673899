package io.proofline.workers.loop;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.EnterGallery;
import io.proofline.schemas.avro.LeaveGallery;
import io.proofline.schemas.avro.WriteFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What may overtake what. A protective command takes an asset out of use; what brings it into use,
 * or says something of it, is an ENTER_GALLERY that publishes, or a WRITE_FIELDS, and is not
 * protective itself. Those two meet here, over all lanes; nothing else of the asset is touched.
 *
 * <pre>
 * a protective command finds                    and
 * one that has not begun, or is between tries   that one ends as overtaken
 * one whose call is under way                   waits for it; what that one would do next is overtaken
 * any other command of the asset                goes ahead of it
 * an older protective one of its lane           goes after its first try, and after its end when
 *                                               both change the same gallery or file
 *
 * one that is polled after it and was asked     ends as overtaken, when it was asked before it or
 *                                               at the same moment, also when the protective one
 *                                               has ended long ago
 *                                               waits for its end, when it was asked later
 * </pre>
 *
 * So the last effect is the protective one's. Only the poll thread touches it.
 */
final class Protection {

  /** Assets of one partition whose last protective command is remembered after its end. */
  private static final int REMEMBERED = 20_000;

  private final Map<String, List<Work>> met = new HashMap<>();
  private final Map<Integer, Map<String, Known>> known = new HashMap<>();

  /** Protective commands that an owner before polled, in order. */
  void remember(Map<Integer, List<Command>> protective) {
    protective.forEach(
        (partition, commands) -> commands.forEach(command -> remember(partition, command)));
  }

  private record Known(String command, Instant asked) {

    String reason() {
      return "overtaken by protective command %s, asked at %s".formatted(command, asked);
    }
  }

  private void remember(int partition, Command command) {
    var next = new Known(command.getCommandId(), command.getEnvelope().getReceivedAt());
    known
        .computeIfAbsent(partition, _ -> new Remembered())
        .merge(
            command.getAssetId(),
            next,
            (one, other) -> one.asked().isAfter(other.asked()) ? one : other);
  }

  /**
   * A command was taken.
   *
   * @return those that are overtaken by that, and whose call is not under way
   */
  List<Work> take(Work work) {
    if (work.isProtective()) {
      remember(work.partition(), work.command);
      forbid(work);
      meet(work);
      return met(work).stream().filter(one -> one.forbidden != null && !one.running).toList();
    }
    if (!isForbiddenKind(work.command)) {
      return List.of();
    }
    work.forbidden = knownReason(work);
    if (work.forbidden != null) {
      return List.of(work);
    }
    meet(work);
    return List.of();
  }

  /** Whether it may begin as far as protective commands are concerned. */
  boolean lets(Work work) {
    if (work.isProtective()) {
      return met(work).stream().noneMatch(other -> isInTheWayOf(work, other));
    }
    return !isForbiddenKind(work.command) || met(work).stream().noneMatch(Work::isProtective);
  }

  /** It has come to its end. */
  void end(Work work) {
    met.computeIfPresent(
        work.command.getAssetId(),
        (_, works) -> {
          works.remove(work);
          return works.isEmpty() ? null : works;
        });
  }

  /** Its partition went away. */
  void forget(Predicate<Work> lost) {
    met.values()
        .removeIf(works -> {
          works.removeIf(lost);
          return works.isEmpty();
        });
  }

  /** What brings into use, or says something of it. */
  static boolean isForbiddenKind(Command command) {
    var enter = command.getEnterGallery();
    return !command.getProtective()
        && (command.getKind() == CommandKind.WRITE_FIELDS
            || (enter != null && enter.getPublishes()));
  }

  private void forbid(Work protective) {
    var known =
        new Known(
            protective.command.getCommandId(), protective.command.getEnvelope().getReceivedAt());
    met(protective).stream()
        .filter(one -> !one.isProtective() && one.forbidden == null)
        .forEach(one -> one.forbidden = known.reason());
  }

  private @Nullable String knownReason(Work work) {
    var last = known.getOrDefault(work.partition(), Map.of()).get(work.command.getAssetId());
    return last == null || work.command.getEnvelope().getReceivedAt().isAfter(last.asked())
        ? null
        : last.reason();
  }

  private static boolean isInTheWayOf(Work protective, Work other) {
    if (!other.isProtective()) {
      return other.running;
    }
    return other.backlog == protective.backlog
        && other.offset < protective.offset
        && (other.running || other.tries() == 0 || subject(other).equals(subject(protective)));
  }

  /** What a command changes. */
  private static Object subject(Work work) {
    var command = work.command;
    EnterGallery enter = command.getEnterGallery();
    LeaveGallery leave = command.getLeaveGallery();
    WriteFields write = command.getWriteFields();
    if (enter != null) {
      return List.of(enter.getMediaId(), enter.getGalleryId());
    }
    if (leave != null) {
      return List.of(leave.getMediaId(), leave.getGalleryId());
    }
    return write == null ? command.getKind() : write.getMediaId();
  }

  private void meet(Work work) {
    met.computeIfAbsent(work.command.getAssetId(), _ -> new ArrayList<>()).add(work);
  }

  private List<Work> met(Work work) {
    return Objects.requireNonNullElse(met.get(work.command.getAssetId()), List.of());
  }

  private static final class Remembered extends LinkedHashMap<String, Known> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
      return size() > REMEMBERED;
    }
  }
}
