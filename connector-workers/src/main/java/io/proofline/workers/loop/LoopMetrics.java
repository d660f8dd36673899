package io.proofline.workers.loop;

/**
 * What the loop counts. For each lane and life of the loop
 *
 * <p>{@code polled = done + dead + overtaken + skipped + dropped + open}
 *
 * <p>where {@code dropped} went to another owner before its end was on record. Nothing is overtaken
 * until there are protective commands.
 */
public interface LoopMetrics {

  /** How a polled record left this loop. */
  enum End {
    DONE,
    DEAD,
    OVERTAKEN,
    /** It can't be read, or had ended under an earlier owner. */
    SKIPPED,
    /** Its partition went to another owner. */
    DROPPED
  }

  void polled(String lane);

  void ended(String lane, End end, int count);

  /** How many records of a lane are open now. */
  void open(String lane, int count);

  /** The loop broke and begins anew. */
  void restarted();
}
