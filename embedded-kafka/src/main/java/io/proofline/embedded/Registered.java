package io.proofline.embedded;

/** One schema under one subject; the same schema has the same id under any other. */
record Registered(String subject, int version, int id, String schema) {}
