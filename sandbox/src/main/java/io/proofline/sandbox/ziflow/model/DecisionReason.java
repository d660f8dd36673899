package io.proofline.sandbox.ziflow.model;

/** Why a decision was made, to be ticked when deciding. */
public record DecisionReason(String id, String label, int order) {}
