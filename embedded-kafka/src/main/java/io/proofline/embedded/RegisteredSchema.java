package io.proofline.embedded;

/** One schema under one subject; the same schema has the same id under any other. */
record RegisteredSchema(String subject, int version, int id, String schema) {}
