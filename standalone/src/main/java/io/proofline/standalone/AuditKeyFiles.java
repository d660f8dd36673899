package io.proofline.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.proofline.audit.SigningKey;
import io.proofline.cli.config.PrivateFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The key pair that signs checkpoints of the audit trail; generated once, kept in the data
 * directory.
 */
final class AuditKeyFiles {

  private AuditKeyFiles() {}

  /** The file with the private key; both files are generated if there is none. */
  static Path findOrCreate(DataDirectory data) {
    if (!Files.exists(data.auditKey())) {
      var key = SigningKey.generate();
      PrivateFile.write(data.auditPublicKey(), key.verifyingKey().pem().getBytes(US_ASCII));
      PrivateFile.write(data.auditKey(), key.pem().getBytes(US_ASCII));
    }
    return data.auditKey();
  }
}
