package io.proofline.sandbox.oracle;

/**
 * A write to a locked proof or to a file in the trash.
 *
 * @param kind {@code write-to-locked} or {@code write-to-trashed}
 * @param id id of the proof or file
 */
public record ForbiddenWrite(String kind, String id) {}
