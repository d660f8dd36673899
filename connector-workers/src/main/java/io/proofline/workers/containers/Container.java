package io.proofline.workers.containers;

/** A folder or gallery that exists. */
public record Container(String id, String name) {}
