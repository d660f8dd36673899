package io.proofline.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What was asked, the last of each kind and key.
 *
 * @param all oldest first; what was done long ago goes when there are too many
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

  /** The newest ask of its kind and key takes the place of the one before. */
  IssuedCommands with(IssuedCommand newest) {
    var list = new ArrayList<IssuedCommand>();
    all.stream().filter(a -> !a.isOf(newest.kind(), newest.key())).forEach(list::add);
    list.add(newest);
    while (list.size() > MOST && list.stream().anyMatch(IssuedCommands::isDispensable)) {
      list.remove(list.stream().filter(IssuedCommands::isDispensable).findFirst().orElseThrow());
    }
    return new IssuedCommands(list);
  }

  /** Rounds of creations are never begun anew: they are a part of markers. */
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
