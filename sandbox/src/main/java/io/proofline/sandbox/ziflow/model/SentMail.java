package io.proofline.sandbox.ziflow.model;

import java.time.Instant;

/**
 * A mail that a person would have received.
 *
 * @param to the person's address
 * @param kind {@code new_proof}, {@code new_version}, {@code added_to_stage}, {@code comment},
 *     {@code reply}, {@code mention}, {@code decision}, {@code final_decision} or {@code digest}
 */
public record SentMail(String to, Instant at, String proofId, String kind) {}
