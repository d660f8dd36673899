package io.proofline.sandbox.watch;

/**
 * A write to a thing that is not to be written to.
 *
 * @param kind {@code write-to-locked} or {@code write-to-trashed}
 * @param id of the thing
 */
public record Trespass(String kind, String id) {}
