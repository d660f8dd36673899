package io.proofline.workers.work;

/**
 * The installation that these workers belong to.
 *
 * @param account its name, which every record and every marker carries
 */
public record Installation(String account) {}
