package io.proofline.workers.files;

/**
 * A file as it arrived.
 *
 * @param sha256 our own, of the whole file, lower-case hex
 * @param mediaType as the sender named it; empty when it did not
 */
public record Received(long length, String sha256, String mediaType) {}
