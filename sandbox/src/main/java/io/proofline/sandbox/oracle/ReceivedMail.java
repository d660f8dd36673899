package io.proofline.sandbox.oracle;

import java.time.Instant;

/** A mail about a proof that a person received. */
public record ReceivedMail(String to, Instant at, String proof) {}
