package io.proofline.workers.files;

import io.proofline.schemas.Secret;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the files that Ziflow downloads from the workers.
 *
 * @param spoolDirectory where files under review are stored
 * @param spoolBytes most bytes there; the oldest files are deleted first
 * @param publicUrl address of the file endpoint, as Ziflow reaches it
 * @param secret signs addresses of files
 * @param peerUrl address of the file endpoint as other instances reach it; null for an instance
 *     that is alone
 */
public record FileSettings(
    Path spoolDirectory, long spoolBytes, URI publicUrl, Secret secret, @Nullable URI peerUrl) {}
