package io.proofline.workers.photoshelter;

/** A gallery in a listing. */
public record Gallery(String id, String name) {}
