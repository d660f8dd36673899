package io.proofline.workers.files;

/**
 * A file in the spool.
 *
 * @param sha256 of the whole file, lower-case hex
 */
public record Spooled(String id, String fileName, String mediaType, long length, String sha256) {}
