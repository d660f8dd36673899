package io.proofline.workers.containers;

/** A container that stands. */
public record Container(String id, String name) {}
