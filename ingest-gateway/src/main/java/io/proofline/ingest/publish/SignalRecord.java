package io.proofline.ingest.publish;

import io.proofline.schemas.Topic;
import java.time.Instant;

/**
 * A record on its way to a signals topic.
 *
 * @param key a hint; nothing rests on it
 */
public record SignalRecord<V>(Topic<String, V> topic, String key, V value, Instant receivedAt) {}
