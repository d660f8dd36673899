package io.proofline.processor.rules;

import java.util.List;
import java.util.stream.Collectors;

/** A rules file was refused whole; all its mistakes are told at once. */
public final class RulesRefused extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Mistake> mistakes;

  RulesRefused(List<Mistake> mistakes) {
    super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    this.mistakes = List.copyOf(mistakes);
  }

  public List<Mistake> mistakes() {
    return mistakes;
  }
}
