package io.proofline.sandbox.oracle;

/**
 * A write to a thing that is not to be written to.
 *
 * @param kind {@code write-to-locked} or {@code write-to-trashed}
 * @param id of the thing
 */
public record ForbiddenWrite(String kind, String id) {}
