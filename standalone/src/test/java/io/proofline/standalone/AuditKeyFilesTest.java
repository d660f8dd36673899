package io.proofline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.audit.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditKeyFilesTest {

  @TempDir private Path parent;

  @Test
  void a_key_pair_is_generated_once() throws Exception {
    try (var data = DataDirectory.open(parent.resolve("data"))) {
      var file = AuditKeyFiles.findOrCreate(data);
      var pem = Files.readString(file);
      assertThat(SigningKey.fromPem(pem).verifyingKey().pem())
          .isEqualTo(Files.readString(data.root().resolve("audit-key.pub.pem")));

      assertThat(AuditKeyFiles.findOrCreate(data)).isEqualTo(file);
      assertThat(Files.readString(file)).isEqualTo(pem);
    }
  }

  @Test
  void only_the_owner_reads_the_key() throws Exception {
    try (var data = DataDirectory.open(parent.resolve("data"))) {
      var permissions = Files.getPosixFilePermissions(AuditKeyFiles.findOrCreate(data));
      assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
    }
  }
}
