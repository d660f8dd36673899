package io.proofline.workers.photoshelter;

/** A gallery as a listing names it. */
public record Gallery(String id, String name) {}
