package io.proofline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completes commands in messages so that a person can paste them: with the program as it was
 * started ({@code ./proofline}), and with the options that name the installation.
 */
public final class PasteableCommands {

  /** Options that name an installation, a console or a cluster. */
  private static final List<String> COPIED_OPTIONS =
      List.of(
          "--data",
          "--config",
          "--console",
          "--token-file",
          "--workers",
          "--bootstrap",
          "--registry",
          "--prefix",
          "--client");

  private static final Pattern COMMAND = Pattern.compile("(?<![\\w/.-])proofline((?: [^\\s]+)+)");

  /** Words that are arguments, not prose: ids, file names and placeholders. */
  private static final Pattern ARGUMENT =
      Pattern.compile("[A-Z]+|\\[N]|\\S*[\\d/@]\\S*|\\S+\\.\\w+");

  private final CommandSpec root;
  private final Map<String, String> typed;

  private PasteableCommands(CommandSpec printedBy) {
    this.root = printedBy.root();
    this.typed = typedOptions(root.commandLine());
  }

  /**
   * Completes each {@code proofline …} in a text.
   *
   * @param printedBy the command that prints the text
   */
  public static String complete(CommandSpec printedBy, String text) {
    return new PasteableCommands(printedBy).completeAll(text);
  }

  /** Quotes a word for a shell, if necessary. */
  static String quote(String word) {
    return word.matches("[\\w@%+=:,./~-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private String completeAll(String text) {
    return COMMAND
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(complete(match.group(1))));
  }

  /** Completes the command with which a piece of text begins, and those after it. */
  private String complete(String text) {
    var words = List.of(text.strip().split(" "));
    var target = root;
    int at = 0;
    boolean ended = false;
    var next = subcommand(target, words.getFirst());
    while (next.isPresent() && !ended) {
      target = next.get();
      ended = isEnd(words.get(at++));
      next = at < words.size() ? subcommand(target, words.get(at)) : Optional.empty();
    }
    if (at == 0) {
      return "proofline " + completeAll(String.join(" ", words));
    }
    while (at < words.size() && !ended && isArgument(target, words, at)) {
      ended = isEnd(words.get(at++));
    }
    return command(target, words.subList(0, at), words.subList(at, words.size()));
  }

  private String command(CommandSpec target, List<String> command, List<String> prose) {
    var last = command.getLast();
    var bare = withoutPunctuation(last);
    var all = new ArrayList<>(command.subList(0, command.size() - 1));
    all.add(bare);
    typed.forEach((option, value) -> {
      if (target.findOption(option) != null && !command.contains(option)) {
        all.add(option);
        all.add(quote(value));
      }
    });
    var complete =
        "%s %s%s".formatted(program(), String.join(" ", all), last.substring(bare.length()));
    return prose.isEmpty() ? complete : complete + " " + completeAll(String.join(" ", prose));
  }

  private static boolean isArgument(CommandSpec target, List<String> words, int at) {
    var word = withoutPunctuation(words.get(at));
    if (word.startsWith("-")) {
      return target.findOption(word) != null;
    }
    return takesValue(target, words.get(at - 1)) || ARGUMENT.matcher(word).matches();
  }

  private static boolean takesValue(CommandSpec target, String word) {
    return Optional.ofNullable(target.findOption(word))
        .filter(option -> option.arity().max() > 0)
        .isPresent();
  }

  private static Optional<CommandSpec> subcommand(CommandSpec of, String word) {
    return Optional.ofNullable(of.subcommands().get(withoutPunctuation(word)))
        .map(CommandLine::getCommandSpec);
  }

  private static boolean isEnd(String word) {
    return !withoutPunctuation(word).equals(word);
  }

  private static String withoutPunctuation(String word) {
    return word.replaceAll("[.,;:)'\"]+$", "");
  }

  private static String program() {
    return System.getProperty("proofline.command", "proofline");
  }

  private static Map<String, String> typedOptions(@Nullable CommandLine root) {
    var typed = new TreeMap<String, String>();
    var parsed = root == null ? null : root.getParseResult();
    while (parsed != null) {
      for (OptionSpec option : parsed.matchedOptions()) {
        if (COPIED_OPTIONS.contains(option.longestName())) {
          typed.put(option.longestName(), String.join(",", option.originalStringValues()));
        }
      }
      parsed = parsed.subcommand();
    }
    return typed;
  }
}
