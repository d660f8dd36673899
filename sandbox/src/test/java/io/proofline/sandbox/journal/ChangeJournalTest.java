package io.proofline.sandbox.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeJournalTest {
  record Line(int number, String text) {}

  @TempDir Path directory;

  @Test
  void a_journal_cut_at_any_byte_loads_the_whole_lines_before_the_cut() throws IOException {
    var whole =
        written("a.jsonl", new Line(1, "one"), new Line(2, "zwei ä"), new Line(3, "drei\nvier"));
    for (var length = 0; length <= whole.length; length++) {
      var file =
          Files.write(directory.resolve("cut.jsonl"), java.util.Arrays.copyOf(whole, length));
      var lines = loaded(file);
      assertThat(lines)
          .extracting(Line::number)
          .isEqualTo(List.of(1, 2, 3).subList(0, lines.size()));
      assertThat(lines)
          .hasSize(
              (int)
                  new String(whole, 0, length, java.nio.charset.StandardCharsets.UTF_8)
                      .chars()
                      .filter(c -> c == '\n')
                      .count());
    }
  }

  @Test
  void new_lines_are_appended_after_a_truncated_one_is_dropped() throws IOException {
    var whole = written("a.jsonl", new Line(1, "one"), new Line(2, "two"));
    var file =
        Files.write(
            directory.resolve("cut.jsonl"), java.util.Arrays.copyOf(whole, whole.length - 4));
    try (var changeJournal = ChangeJournal.open(file, Line.class, _ -> {})) {
      changeJournal.append(List.of(new Line(3, "three")));
    }
    assertThat(loaded(file)).extracting(Line::number).containsExactly(1, 3);
  }

  @Test
  void a_damaged_line_is_reported_with_its_number() throws IOException {
    var file =
        Files.writeString(directory.resolve("bad.jsonl"), "{\"number\":1,\"text\":\"a\"}\n{oops\n");
    assertThatThrownBy(() -> loaded(file)).hasMessageContaining("bad.jsonl line 2");
  }

  private byte[] written(String name, Line... lines) throws IOException {
    var file = directory.resolve(name);
    try (var changeJournal = ChangeJournal.open(file, Line.class, _ -> {})) {
      changeJournal.append(List.of(lines));
    }
    return Files.readAllBytes(file);
  }

  private static List<Line> loaded(Path file) {
    var lines = new ArrayList<Line>();
    ChangeJournal.open(file, Line.class, lines::add).close();
    return lines;
  }
}
