package io.proofline.processor.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What was asked, the last of each kind and key.
 *
 * @param all oldest first; what was done long ago goes when there are too many
 */
public record Asks(List<Ask> all) {

  private static final int MOST = 128;

  static final Asks NONE = new Asks(List.of());

  public Asks {
    all = List.copyOf(all);
  }

  Optional<Ask> lastFor(Need need) {
    return first(a -> a.isFor(need));
  }

  Optional<Ask> named(String commandId) {
    return first(a -> a.commandId().equals(commandId));
  }

  boolean any(Predicate<Ask> wanted) {
    return all.stream().anyMatch(wanted);
  }

  boolean isOpen(Need.Kind kind) {
    return any(a -> a.kind() == kind && a.open());
  }

  /** The newest ask of its kind and key takes the place of the one before. */
  Asks with(Ask newest) {
    var list = new ArrayList<Ask>();
    all.stream().filter(a -> !a.isOf(newest.kind(), newest.key())).forEach(list::add);
    list.add(newest);
    while (list.size() > MOST && list.stream().anyMatch(Asks::isDispensable)) {
      list.remove(list.stream().filter(Asks::isDispensable).findFirst().orElseThrow());
    }
    return new Asks(list);
  }

  /** Rounds of creations are never begun anew: they are a part of markers. */
  private static boolean isDispensable(Ask ask) {
    return ask.state() == Ask.State.DONE
        && ask.kind() != Need.Kind.CREATE_PROOF
        && ask.kind() != Need.Kind.TURN
        && ask.kind() != Need.Kind.FILE_FINAL;
  }

  private Optional<Ask> first(Predicate<Ask> wanted) {
    return all.stream().filter(wanted).findFirst();
  }
}
