package io.proofline.processor.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Enum symbols of the contract as the words of the HTTP API: the same in lower case. */
final class EnumNames {

  private EnumNames() {}

  static String of(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT);
  }

  /** The symbol of a word; UNKNOWN has none. */
  static <E extends Enum<E>> Optional<E> parse(Class<E> type, String word) {
    return symbols(type).filter(symbol -> of(symbol).equals(word)).findFirst();
  }

  /** The words of all symbols, for a message. */
  static <E extends Enum<E>> String all(Class<E> type) {
    return symbols(type).map(EnumNames::of).collect(Collectors.joining(", "));
  }

  /** The words of all symbols except one. */
  static <E extends Enum<E>> String allBut(Class<E> type, E one) {
    return symbols(type).filter(s -> s != one).map(EnumNames::of).collect(Collectors.joining(", "));
  }

  private static <E extends Enum<E>> Stream<E> symbols(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).filter(s -> !s.name().equals("UNKNOWN"));
  }
}
