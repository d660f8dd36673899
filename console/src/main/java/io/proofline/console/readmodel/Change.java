package io.proofline.console.readmodel;

import org.jspecify.annotations.Nullable;

/**
 * A record of a topic, as the read model takes it in.
 *
 * @param value null deletes the key
 * @param partition its partition, which all records of the key share
 * @param offset position in its partition; a change of the same key with a higher one is newer
 */
record Change<V>(String key, @Nullable V value, int partition, long offset) {}
