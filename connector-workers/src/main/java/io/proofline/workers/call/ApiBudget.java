package io.proofline.workers.call;

/**
 * How much of its limits this instance uses.
 *
 * @param callsAllowed calls that the limit allows in a minute
 * @param callsMade calls of the last minute
 * @param callsWaiting calls that wait for the limit now
 * @param inFlight calls without an answer yet
 * @param maxInFlight most calls without an answer at a time
 */
public record ApiBudget(
    int callsAllowed, int callsMade, int callsWaiting, int inFlight, int maxInFlight) {}
