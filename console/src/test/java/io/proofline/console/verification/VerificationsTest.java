package io.proofline.console.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.audit.SigningKey;
import io.proofline.audit.VerificationReport.Verdict;
import io.proofline.console.web.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;

class VerificationsTest {

  private static final String PEM = SignedExport.KEY.verifyingKey().pem();
  private static final DataSize LARGE = DataSize.ofMegabytes(1);

  @TempDir private Path folder;

  private record Sent(String name, String content) {}

  private static Flux<PartEvent> part(Sent part) {
    var content = DefaultDataBufferFactory.sharedInstance.wrap(part.content().getBytes(UTF_8));
    return FilePartEvent.create(
            part.name(), "q1 <b>.json", MediaType.APPLICATION_JSON, Flux.just(content))
        .cast(PartEvent.class);
  }

  private static Flux<PartEvent> form(Sent... parts) {
    return Flux.concat(List.of(parts).stream().map(VerificationsTest::part).toList());
  }

  private static Verifications verifications(String keys) {
    return new Verifications(new VerificationSettings(LARGE, keys));
  }

  @Test
  void an_export_is_whole_if_a_key_of_the_sender_signed_it_in_any_order_of_the_parts() {
    var verified =
        verifications("")
            .verify(form(new Sent("export", SignedExport.json()), new Sent("key", PEM)));

    assertThat(verified.report().verdict()).isEqualTo(Verdict.UNCHANGED);
    assertThat(verified.report().conclusion()).isEqualTo("Whole and unchanged.");
    assertThat(verified.keyIds()).containsExactly(SignedExport.KEY.verifyingKey().id());
    assertThat(verified.areOwnKeys()).isFalse();
    assertThat(verified.fileName()).isEqualTo("q1 <b>.json");
  }

  @Test
  void no_export_is_whole_without_a_key() {
    var verified = verifications("").verify(form(new Sent("export", SignedExport.json())));

    assertThat(verified.report().verdict()).isEqualTo(Verdict.SIGNER_UNKNOWN);
    assertThat(verified.report().conclusion())
        .startsWith("The hash chain is consistent. Who signed it is unknown.\nNo public key");
  }

  @Test
  void the_keys_of_the_console_count_only_if_the_sender_names_none() throws IOException {
    var file = folder.resolve("keys.pem");
    var other = SigningKey.generate().verifyingKey().pem();
    Files.writeString(file, "text\n" + other + "\n" + PEM);
    var verifications = verifications(file.toString());

    var own =
        verifications.verify(form(new Sent("key", " \n"), new Sent("export", SignedExport.json())));
    assertThat(own.report().verdict()).isEqualTo(Verdict.UNCHANGED);
    assertThat(own.areOwnKeys()).isTrue();
    assertThat(own.keyIds()).hasSize(2);

    var given =
        verifications.verify(form(new Sent("key", other), new Sent("export", SignedExport.json())));
    assertThat(given.report().verdict()).isEqualTo(Verdict.WRONG);
    assertThat(given.report().findings().getFirst()).contains("names another key");
  }

  @Test
  void a_changed_or_damaged_file_is_a_finding() {
    var changed = SignedExport.json().replace("approved", "rejected");
    var verified =
        verifications("").verify(form(new Sent("export", changed), new Sent("key", PEM)));
    assertThat(verified.report().verdict()).isEqualTo(Verdict.WRONG);
    assertThat(verified.report().findings())
        .contains("Entry 1 of asset I1 was changed: its content no longer gives its hash.");

    var damaged = verifications("").verify(form(new Sent("export", "<html>")));
    assertThat(damaged.report().verdict()).isEqualTo(Verdict.WRONG);
    assertThat(damaged.report().findings())
        .containsExactly(
            "The file is not an export, or was damaged: it is not JSON from line 1 on.");
  }

  @Test
  void a_form_without_an_export_with_two_or_with_something_else_is_refused() {
    assertRefused("'export' is missing", form(new Sent("key", PEM)));
    assertRefused(
        "There are two exports",
        form(new Sent("export", SignedExport.json()), new Sent("export", SignedExport.json())));
    assertRefused("'colour' is not a part", form(new Sent("colour", "red")));
    assertRefused("A key is none", form(new Sent("key", "ssh-ed25519 AAAA")));
    assertRefused("-----BEGIN PUBLIC KEY-----", form(new Sent("key", "-----BEGIN ".repeat(9000))));
  }

  private static void assertRefused(String why, Flux<PartEvent> form) {
    assertThatThrownBy(() -> verifications("").verify(form))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining(why);
  }

  @Test
  void a_file_without_a_key_is_refused_at_the_start() throws IOException {
    var file = Files.writeString(folder.resolve("none.pem"), "no key").toString();
    assertThatThrownBy(() -> verifications(file))
        .hasMessage(
            "proofline.console.verification.keys: %s has no Ed25519 public key as PEM"
                .formatted(file));
    assertThatThrownBy(() -> verifications(file + "x")).hasMessageEndingWith("can't be read");
  }
}
