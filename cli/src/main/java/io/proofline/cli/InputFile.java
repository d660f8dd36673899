package io.proofline.cli;

import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads files that are named on the command line. */
final class InputFile {

  private InputFile() {}

  /**
   * The whole text of a file, in UTF-8.
   *
   * @throws ParameterException if it can't be read: exit code 2
   */
  static String read(CommandSpec command, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw unreadable(command, file, e);
    }
  }

  /**
   * The whole text of a rules file or sample.
   *
   * @throws ParameterException if it can't be read: exit code 2
   * @throws InvalidRulesException if it is not UTF-8, or too long
   */
  static String readYaml(CommandSpec command, Path file) throws InvalidRulesException {
    try {
      return YamlText.read(file);
    } catch (IOException e) {
      throw unreadable(command, file, e);
    }
  }

  private static ParameterException unreadable(CommandSpec command, Path file, IOException e) {
    return new ParameterException(
        command.commandLine(), "Can't read %s: %s.".formatted(file, cause(e)), e);
  }

  private static String cause(IOException e) {
    return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e);
  }
}
