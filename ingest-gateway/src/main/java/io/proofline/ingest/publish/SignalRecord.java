package io.proofline.ingest.publish;

import io.proofline.schemas.Topic;
import java.time.Instant;

/**
 * A record for a signals topic.
 *
 * @param key a hint; no logic depends on it
 */
public record SignalRecord<V>(Topic<String, V> topic, String key, V value, Instant receivedAt) {}
