package io.proofline.processor;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the native memory of all state stores of a process: one block cache, which also holds
 * indexes and filters, and one budget of write buffers, charged to that cache. Without it each
 * store has 50 MB of cache and 48 MB of write buffers of its own.
 */
public final class SharedRocksDbMemory implements RocksDBConfigSetter {

  /** Bytes of blocks, indexes, filters and write buffers together. */
  static final long TOTAL_BYTES = 128L << 20;

  private static final long WRITE_BUFFER_BYTES = 64L << 20;
  private static final long STORE_WRITE_BUFFER_BYTES = 8L << 20;

  /**
   * A store takes write buffers in pieces of this size; RocksDB's megabyte times 128 stores is too
   * much.
   */
  private static final long ARENA_BYTES = 128L << 10;

  private static final double HIGH_PRIORITY_SHARE = 0.2;

  static {
    RocksDB.loadLibrary();
  }

  // never closed: every store of this process uses them until its end
  private static final Cache CACHE = new LRUCache(TOTAL_BYTES, -1, false, HIGH_PRIORITY_SHARE);
  private static final WriteBufferManager WRITE_BUFFERS =
      new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    var table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(WRITE_BUFFERS);
    options.setWriteBufferSize(STORE_WRITE_BUFFER_BYTES);
    options.setArenaBlockSize(ARENA_BYTES);
    options.setMaxWriteBufferNumber(2);
  }

  /** Closes nothing: the cache is shared and outlives the store. */
  @Override
  public void close(String storeName, Options options) {}
}
