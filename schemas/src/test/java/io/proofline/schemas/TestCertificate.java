package io.proofline.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for 127.0.0.1, in each supported file format. */
record TestCertificate(Path directory) {

  static final String PASSWORD = "geheim";

  static TestCertificate makeIn(Path directory) throws IOException, InterruptedException {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "self",
                "-keyalg",
                "EC",
                "-dname",
                "CN=registry",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                directory.resolve("self.p12").toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start()
            .waitFor();
    if (made != 0) {
      throw new IOException("keytool ended with " + made);
    }
    return new TestCertificate(directory);
  }

  /** The server's TLS context: it presents the certificate, and trusts no other. */
  SSLContext context() throws GeneralSecurityException, IOException {
    var shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    shown.init(store(), PASSWORD.toCharArray());
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(trust());
    var context = SSLContext.getInstance("TLS");
    context.init(shown.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  Path p12() {
    return directory.resolve("self.p12");
  }

  /** The certificate alone. */
  Path pem() throws GeneralSecurityException, IOException {
    return Files.writeString(
        directory.resolve("trusted.pem"),
        block("CERTIFICATE", store().getCertificate("self").getEncoded()));
  }

  /** The private key and the certificate. */
  Path pemWithKey() throws GeneralSecurityException, IOException {
    var key = store().getKey("self", PASSWORD.toCharArray()).getEncoded();
    return Files.writeString(
        directory.resolve("self.pem"), block("PRIVATE KEY", key) + Files.readString(pem()));
  }

  private KeyStore store() throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(p12().toFile(), PASSWORD.toCharArray());
  }

  private KeyStore trust() throws GeneralSecurityException, IOException {
    var trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("self", store().getCertificate("self"));
    return trust;
  }

  private static String block(String name, byte[] bytes) {
    return "-----BEGIN %s-----%n%s%n-----END %1$s-----%n"
        .formatted(name, Base64.getMimeEncoder().encodeToString(bytes));
  }
}
