package io.proofline.sandbox.pages;

/**
 * A proof as other pages link to it.
 *
 * @param tone the colour of the status
 */
public record ProofLink(String id, String name, String status, String tone) {}
