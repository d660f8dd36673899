package io.proofline.sandbox.ziflow.model;

/** A reason that a reviewer can select for a decision. */
public record DecisionReason(String id, String label, int order) {}
