package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTest {

  private static final String NAME = "proofline.workers.ziflow.api-key";

  @TempDir private Path directory;
  private final AtomicLong nanos = new AtomicLong();
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("key");
  }

  @Test
  void a_plain_setting_is_the_secret_and_is_never_printed() {
    var secret = Secret.required(NAME, Secret.of("hunter2"));

    assertThat(secret.value()).isEqualTo("hunter2");
    assertThat(secret.canChange()).isFalse();
    assertThat(secret).hasToString("***").isEqualTo(Secret.of("hunter2"));
  }

  @ParameterizedTest(name = "with {0} at its end")
  @CsvSource({"nothing,''", "a line break,'\n'", "that of another system,'\r\n'", "two,'\n\n'"})
  void a_file_holds_the_secret_without_line_breaks_at_its_end(String what, String end)
      throws IOException {
    Files.writeString(file, "hunter2" + end);

    assertThat(inFile().value()).isEqualTo("hunter2");
    assertThat(inFile()).hasToString("***");
  }

  @Test
  void new_content_is_used_a_second_after_the_last_check() throws IOException {
    Files.writeString(file, "first");
    var secret = inFile();

    Files.writeString(file, "later");
    assertThat(secret.value()).isEqualTo("first");
    assertThat(secret.version()).isZero();
    pass(Duration.ofSeconds(1));
    assertThat(secret.value()).isEqualTo("later");
    assertThat(secret.version()).isEqualTo(1);
  }

  @Test
  void identical_new_content_is_no_change() throws IOException {
    Files.writeString(file, "first");
    var secret = inFile();
    Files.writeString(file, "first\n");
    pass(Duration.ofSeconds(2));

    assertThat(secret.version()).isZero();
  }

  @Test
  void an_invalid_file_keeps_the_previous_value_and_reports_why() throws IOException {
    Files.writeString(file, "first");
    var secret = inFile();
    Files.delete(file);
    pass(Duration.ofSeconds(1));

    assertThat(secret.value()).isEqualTo("first");
    assertThat(secret.trouble())
        .contains("%s: the file %s can't be read (NoSuchFileException)".formatted(NAME, file));

    Files.writeString(file, " \n");
    pass(Duration.ofSeconds(1));
    assertThat(secret.value()).isEqualTo("first");
    assertThat(secret.trouble()).contains(NAME + ": the file " + file + " must not be blank");

    Files.writeString(file, "second");
    pass(Duration.ofSeconds(1));
    assertThat(secret.trouble()).isEmpty();
    assertThat(secret.value()).isEqualTo("second");
  }

  @Test
  void at_the_start_a_file_must_be_valid_and_its_content_is_not_printed() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(this::inFile)
        .withMessage("%s: the file %s can't be read (NoSuchFileException)", NAME, file);

    Files.writeString(file, "hunter2\nhunter3");
    assertThatIllegalArgumentException()
        .isThrownBy(this::inFile)
        .withMessageStartingWith(NAME + ": the file " + file + " must be printable ASCII")
        .withMessageNotContaining("hunter");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @CsvSource({"'',must not be blank", "' ',must not be blank", "'hünter',must be printable ASCII"})
  void a_plain_setting_must_be_valid_too(String setting, String words) {
    assertThatNoException().isThrownBy(() -> Secret.of(setting));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secret.required(NAME, Secret.of(setting)))
        .withMessageStartingWith(NAME + " " + words)
        .withMessageNotContaining("hünter");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secret.required(NAME, null))
        .withMessage(NAME + " must be set");
  }

  @Test
  void a_format_is_required_of_later_contents_too() throws IOException {
    Files.writeString(file, "a-1");
    var secret = inFile().withFormat(NAME, text -> text.startsWith("a-"), "must begin with a-");
    Files.writeString(file, "b-1");
    pass(Duration.ofSeconds(1));

    assertThat(secret.value()).isEqualTo("a-1");
    assertThat(secret.trouble()).contains(NAME + ": the file " + file + " must begin with a-");
  }

  private Secret inFile() {
    return Secret.required(NAME, Secret.of("file:" + file, nanos::get));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
