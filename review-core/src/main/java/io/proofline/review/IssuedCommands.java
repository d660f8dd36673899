package io.proofline.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The commands that were issued for a review, the last of each kind and key.
 *
 * @param all oldest first; beyond 128, the oldest done ones are forgotten
 */
public record IssuedCommands(List<IssuedCommand> all) {

  private static final int MOST = 128;

  static final IssuedCommands NONE = new IssuedCommands(List.of());

  public IssuedCommands {
    all = List.copyOf(all);
  }

  Optional<IssuedCommand> lastFor(RequiredCommand requiredCommand) {
    return first(a -> a.isFor(requiredCommand));
  }

  Optional<IssuedCommand> byCommandId(String commandId) {
    return first(a -> a.commandId().equals(commandId));
  }

  boolean any(Predicate<IssuedCommand> wanted) {
    return all.stream().anyMatch(wanted);
  }

  boolean isOpen(RequiredCommand.CommandKind commandKind) {
    return any(a -> a.kind() == commandKind && a.open());
  }

  /** With a command, in place of the previous one of its kind and key. */
  IssuedCommands with(IssuedCommand newest) {
    var list = new ArrayList<IssuedCommand>();
    all.stream().filter(a -> !a.isOf(newest.kind(), newest.key())).forEach(list::add);
    list.add(newest);
    while (list.size() > MOST && list.stream().anyMatch(IssuedCommands::isDispensable)) {
      list.remove(list.stream().filter(IssuedCommands::isDispensable).findFirst().orElseThrow());
    }
    return new IssuedCommands(list);
  }

  /** Creations are never forgotten: their round is part of markers and must not restart at 1. */
  private static boolean isDispensable(IssuedCommand issuedCommand) {
    return issuedCommand.state() == IssuedCommand.CommandState.DONE
        && issuedCommand.kind() != RequiredCommand.CommandKind.CREATE_PROOF
        && issuedCommand.kind() != RequiredCommand.CommandKind.TURN
        && issuedCommand.kind() != RequiredCommand.CommandKind.FILE_FINAL;
  }

  private Optional<IssuedCommand> first(Predicate<IssuedCommand> wanted) {
    return all.stream().filter(wanted).findFirst();
  }
}
