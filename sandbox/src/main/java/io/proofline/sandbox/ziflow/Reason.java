package io.proofline.sandbox.ziflow;

/** Why a decision was made, to be ticked when deciding. */
record Reason(String id, String label, int order) {}
