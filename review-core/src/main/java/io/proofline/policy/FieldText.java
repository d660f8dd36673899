package io.proofline.policy;

/**
 * A text to write into a field of the library.
 *
 * @param name IPTC name in PhotoShelter's spelling, or {@code custom:} and an id
 * @param onlyIfEmpty whether a text that is already there stays
 */
public record FieldText(String name, String text, boolean onlyIfEmpty) {}
