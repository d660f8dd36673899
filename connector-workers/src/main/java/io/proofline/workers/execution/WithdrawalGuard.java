package io.proofline.workers.execution;

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
final class WithdrawalGuard {

  /** Assets of one partition whose last protective command is remembered after its end. */
  private static final int MAX_REMEMBERED = 20_000;

  private final Map<String, List<CommandRun>> openByAsset = new HashMap<>();
  private final Map<Integer, Map<String, Withdrawal>> lastWithdrawals = new HashMap<>();

  /** Protective commands that an owner before polled, in order. */
  void remember(Map<Integer, List<Command>> protective) {
    protective.forEach(
        (partition, commands) -> commands.forEach(command -> remember(partition, command)));
  }

  private record Withdrawal(String commandId, Instant issuedAt) {

    String reason() {
      return "overtaken by protective command %s, asked at %s".formatted(commandId, issuedAt);
    }
  }

  private void remember(int partition, Command command) {
    var next = new Withdrawal(command.getCommandId(), command.getEnvelope().getReceivedAt());
    lastWithdrawals
        .computeIfAbsent(partition, _ -> new RecentWithdrawals())
        .merge(
            command.getAssetId(),
            next,
            (one, other) -> one.issuedAt().isAfter(other.issuedAt()) ? one : other);
  }

  /**
   * A command was taken.
   *
   * @return those that are overtaken by that, and whose call is not under way
   */
  List<CommandRun> admit(CommandRun run) {
    if (run.isProtective()) {
      remember(run.partition(), run.command);
      overtakeOlder(run);
      track(run);
      return openByAsset(run).stream()
          .filter(one -> one.overtakenReason != null && !one.running)
          .toList();
    }
    if (!isPublishing(run.command)) {
      return List.of();
    }
    run.overtakenReason = overtakenReason(run);
    if (run.overtakenReason != null) {
      return List.of(run);
    }
    track(run);
    return List.of();
  }

  /** Whether it may begin as far as protective commands are concerned. */
  boolean permits(CommandRun run) {
    if (run.isProtective()) {
      return openByAsset(run).stream().noneMatch(other -> mustWaitFor(run, other));
    }
    return !isPublishing(run.command)
        || openByAsset(run).stream().noneMatch(CommandRun::isProtective);
  }

  /** It has come to its end. */
  void remove(CommandRun run) {
    openByAsset.computeIfPresent(
        run.command.getAssetId(),
        (_, runs) -> {
          runs.remove(run);
          return runs.isEmpty() ? null : runs;
        });
  }

  /** Its partition went away. */
  void removeIf(Predicate<CommandRun> lost) {
    openByAsset
        .values()
        .removeIf(runs -> {
          runs.removeIf(lost);
          return runs.isEmpty();
        });
  }

  /** What brings into use, or says something of it. */
  static boolean isPublishing(Command command) {
    var enter = command.getEnterGallery();
    return !command.getProtective()
        && (command.getKind() == CommandKind.WRITE_FIELDS
            || (enter != null && enter.getPublishes()));
  }

  private void overtakeOlder(CommandRun protective) {
    var withdrawal =
        new Withdrawal(
            protective.command.getCommandId(), protective.command.getEnvelope().getReceivedAt());
    openByAsset(protective).stream()
        .filter(one -> !one.isProtective() && one.overtakenReason == null)
        .forEach(one -> one.overtakenReason = withdrawal.reason());
  }

  private @Nullable String overtakenReason(CommandRun run) {
    var last =
        lastWithdrawals.getOrDefault(run.partition(), Map.of()).get(run.command.getAssetId());
    return last == null || run.command.getEnvelope().getReceivedAt().isAfter(last.issuedAt())
        ? null
        : last.reason();
  }

  private static boolean mustWaitFor(CommandRun protective, CommandRun other) {
    if (!other.isProtective()) {
      return other.running;
    }
    return other.queue == protective.queue
        && other.offset < protective.offset
        && (other.running || other.attemptCount() == 0 || target(other).equals(target(protective)));
  }

  /** What a command changes. */
  private static Object target(CommandRun run) {
    var command = run.command;
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

  private void track(CommandRun run) {
    openByAsset.computeIfAbsent(run.command.getAssetId(), _ -> new ArrayList<>()).add(run);
  }

  private List<CommandRun> openByAsset(CommandRun run) {
    return Objects.requireNonNullElse(openByAsset.get(run.command.getAssetId()), List.of());
  }

  private static final class RecentWithdrawals extends LinkedHashMap<String, Withdrawal> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Withdrawal> eldest) {
      return size() > MAX_REMEMBERED;
    }
  }
}
