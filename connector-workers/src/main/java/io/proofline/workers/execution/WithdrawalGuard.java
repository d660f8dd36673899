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
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps publishing commands from taking effect after a later withdrawal of the same asset. A
 * withdrawal is a protective command. A publishing command is an ENTER_GALLERY that publishes, or a
 * WRITE_FIELDS, and is not protective. The guard spans all lanes; other commands of the asset are
 * unaffected.
 *
 * <pre>
 * when a withdrawal is polled, of the same asset
 *   a publishing command that has not begun      ends as overtaken
 *     or waits for a retry
 *   a publishing command with a call in flight   delays the withdrawal; its next step is overtaken
 *   any other command                            doesn't delay the withdrawal
 *   an older withdrawal in the same lane         goes first with its first attempt; to its outcome
 *                                                if both change the same gallery or file
 *
 * when a publishing command is polled after a withdrawal and was issued
 *   before it or at the same time                it ends as overtaken, also if the withdrawal has
 *                                                its outcome already
 *   later                                        it waits for the withdrawal's outcome
 * </pre>
 *
 * So the withdrawal takes effect last. Only the poll thread uses it.
 */
final class WithdrawalGuard {

  /** Assets of one partition whose last withdrawal is remembered after its outcome. */
  private static final int MAX_REMEMBERED = 20_000;

  private final Map<String, List<CommandRun>> openByAsset = new HashMap<>();
  private final Map<Integer, Map<String, Withdrawal>> lastWithdrawals = new HashMap<>();

  /** Remembers protective commands that an earlier owner polled, in order. */
  void remember(Map<Integer, List<Command>> protective) {
    protective.forEach(
        (partition, commands) -> commands.forEach(command -> remember(partition, command)));
  }

  private record Withdrawal(String commandId, Instant issuedAt) {

    String reason() {
      return "overtaken by protective command %s, issued at %s".formatted(commandId, issuedAt);
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
   * A command was polled.
   *
   * @return the commands that this overtakes and that have no call in flight
   */
  List<CommandRun> admit(CommandRun run) {
    if (run.isProtective()) {
      remember(run.partition(), run.command());
      overtakeOlder(run);
      track(run);
      return openByAsset(run).stream()
          .filter(one -> one.isOvertaken() && !one.isRunning())
          .toList();
    }
    if (!isPublishing(run.command())) {
      return List.of();
    }
    laterWithdrawal(run).ifPresentOrElse(found -> run.overtake(found.reason()), () -> track(run));
    return run.isOvertaken() ? List.of(run) : List.of();
  }

  /** Whether its next step may begin, as far as withdrawals decide. */
  boolean permits(CommandRun run) {
    if (run.isProtective()) {
      return openByAsset(run).stream().noneMatch(other -> mustWaitFor(run, other));
    }
    return !isPublishing(run.command())
        || openByAsset(run).stream().noneMatch(CommandRun::isProtective);
  }

  /** The command has its outcome. */
  void remove(CommandRun run) {
    openByAsset.computeIfPresent(
        run.command().getAssetId(),
        (_, runs) -> {
          runs.remove(run);
          return runs.isEmpty() ? null : runs;
        });
  }

  /** The partitions of these commands were revoked. */
  void removeIf(Predicate<CommandRun> lost) {
    openByAsset
        .values()
        .removeIf(runs -> {
          runs.removeIf(lost);
          return runs.isEmpty();
        });
  }

  /** Whether the command makes an asset visible or writes to it, and is no withdrawal. */
  static boolean isPublishing(Command command) {
    var enter = command.getEnterGallery();
    return !command.getProtective()
        && (command.getKind() == CommandKind.WRITE_FIELDS
            || (enter != null && enter.getPublishes()));
  }

  private void overtakeOlder(CommandRun protective) {
    var withdrawal = new Withdrawal(protective.commandId(), protective.issuedAt());
    openByAsset(protective).stream()
        .filter(one -> !one.isProtective() && !one.isOvertaken())
        .forEach(one -> one.overtake(withdrawal.reason()));
  }

  /** The asset's last withdrawal, unless the command was issued after it. */
  private Optional<Withdrawal> laterWithdrawal(CommandRun run) {
    var last = lastWithdrawals.getOrDefault(run.partition(), Map.of());
    return Optional.ofNullable(last.get(run.command().getAssetId()))
        .filter(withdrawal -> !run.issuedAt().isAfter(withdrawal.issuedAt()));
  }

  private static boolean mustWaitFor(CommandRun protective, CommandRun other) {
    if (!other.isProtective()) {
      return other.isRunning();
    }
    return other.queue() == protective.queue()
        && other.offset() < protective.offset()
        && (other.isRunning()
            || other.attemptCount() == 0
            || target(other).equals(target(protective)));
  }

  /** The gallery membership or file that a command changes. */
  private static Object target(CommandRun run) {
    var command = run.command();
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
    openByAsset.computeIfAbsent(run.command().getAssetId(), _ -> new ArrayList<>()).add(run);
  }

  private List<CommandRun> openByAsset(CommandRun run) {
    return Objects.requireNonNullElse(openByAsset.get(run.command().getAssetId()), List.of());
  }

  private static final class RecentWithdrawals extends LinkedHashMap<String, Withdrawal> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Withdrawal> eldest) {
      return size() > MAX_REMEMBERED;
    }
  }
}
