package io.proofline.sandbox.watch;

import java.time.Instant;

/** A mail about a proof that a person got. */
public record Mail(String to, Instant at, String proof) {}
