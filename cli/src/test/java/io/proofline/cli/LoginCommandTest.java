package io.proofline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.cli.config.SavedLogins;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A token that is stored, used and removed. */
class LoginCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final SavedLogins logins = SavedLogins.of(System.getenv());
  private FakeConsole console;

  @BeforeEach
  void start() throws IOException {
    console =
        new FakeConsole()
            .review("I1", "{'file_name':'fig.jpg','state':'approved','waits':'nobody'}")
            .answers(
                "/tokens/own",
                "{'id':'t1','name':'Ada','role':'operator','email':null,'expires_at':'2027-01-01T00:00:00Z'}");
  }

  @AfterEach
  void stop() throws IOException {
    console.close();
    Files.deleteIfExists(logins.file());
  }

  @Test
  void a_stored_token_is_used_by_other_commands_until_logout() {
    assertThat(login(FakeConsole.TOKEN)).as(err::toString).isZero();
    assertThat(out.toString())
        .contains("as 'Ada', role operator, until 2027-01-01T00:00:00Z")
        .doesNotContain(FakeConsole.TOKEN);
    assertThat(run("asset", "I1")).as(err::toString).isZero();
    assertThat(run("logout")).isZero();
    assertThat(run("asset", "I1")).isEqualTo(2);
    assertThat(err.toString()).contains("No installation runs on this machine");
  }

  @Test
  void only_the_user_can_read_the_file_and_its_directory() throws IOException {
    Files.deleteIfExists(logins.file().getParent());
    assertThat(login(FakeConsole.TOKEN)).isZero();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logins.file())))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(logins.file().getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void a_token_that_the_console_rejects_is_not_stored() {
    assertThat(login("wrong")).isOne();
    assertThat(err.toString()).contains("rejects the token of this login");
    assertThat(logins.file()).doesNotExist();
    assertThat(login(" ")).isEqualTo(2);
    assertThat(err.toString()).contains("No token was given. Nothing is stored.");
  }

  @Test
  void a_rejected_token_is_named_by_its_origin() {
    logins.save(console.address(), "ended");

    assertThat(run("asset", "I1")).isOne();
    assertThat(err.toString())
        .contains(
            "rejects the token of 'proofline login'. This token is not known. To store another"
                + " one: proofline login --console "
                + console.address());
  }

  @Test
  void a_file_with_a_token_comes_before_the_stored_one() throws IOException {
    logins.save(console.address(), "ended");
    var token = Files.writeString(folder.resolve("token"), FakeConsole.TOKEN);

    assertThat(run("asset", "I1", "--token-file", token.toString())).as(err::toString).isZero();
  }

  private int login(String typed) {
    var in = new ByteArrayInputStream((typed + "\n").getBytes(StandardCharsets.UTF_8));
    return execute(
        new CommandLine(new LoginCommand(in))
            .setExecutionExceptionHandler(CommandErrorHandler::handle),
        "--console",
        console.address().toString());
  }

  private int run(String... words) {
    return execute(Proofline.commandLine(), words);
  }

  private int execute(CommandLine command, String... words) {
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
