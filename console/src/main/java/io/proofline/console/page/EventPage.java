package io.proofline.console.page;

/**
 * A kind of event.
 *
 * @param sentence what it is about
 * @param schema its JSON Schema
 * @param sample an event as it is sent
 */
public record EventPage(String kind, int version, String sentence, String schema, String sample) {}
