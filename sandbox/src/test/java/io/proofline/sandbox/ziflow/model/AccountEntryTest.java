package io.proofline.sandbox.ziflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.sandbox.journal.ChangeJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal's form of account entries, which existing data directories have. */
class AccountEntryTest {
  private static final String LINE =
      "{\"id\":\"l-1\",\"shelf\":\"COMMENT_LABEL\",\"body\":{\"label\":\"Colour\"}}\n";

  @TempDir private Path directory;

  @Test
  void the_journal_keeps_the_kind_under_its_stored_name() throws IOException {
    var file = Files.writeString(directory.resolve("entries.jsonl"), LINE);
    var read = new ArrayList<AccountEntry>();
    try (var journal = ChangeJournal.open(file, AccountEntry.class, read::add)) {
      assertThat(read)
          .extracting(AccountEntry::kind)
          .containsExactly(AccountEntry.Kind.COMMENT_LABEL);
      journal.append(List.copyOf(read));
    }
    assertThat(Files.readString(file)).isEqualTo(LINE + LINE);
  }
}
