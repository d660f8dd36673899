package io.proofline.workers.files;

import java.net.URI;
import java.util.Optional;

/**
 * The verified content of a signed file URL.
 *
 * @param owner address of the instance that has the file, as other instances reach it; empty if
 *     there is only that instance
 */
record FileToken(String fileId, Optional<URI> owner) {}
