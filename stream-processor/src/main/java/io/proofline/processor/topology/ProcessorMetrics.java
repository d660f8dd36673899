package io.proofline.processor.topology;

/** What the topologies count. {@code signals read = facts of signals + unattached + unreadable}. */
public interface ProcessorMetrics {

  /** A signal was set aside, since it can't be read. */
  void unreadableSignal();

  /** A proof event found no asset of ours: somebody else's proof, counted and never read. */
  void foreignEvent();

  /** A fact was folded; {@code commands} calls were asked for by it. */
  void folded(int commands);

  /** Counts nothing. */
  ProcessorMetrics NONE =
      new ProcessorMetrics() {
        @Override
        public void unreadableSignal() {}

        @Override
        public void foreignEvent() {}

        @Override
        public void folded(int commands) {}
      };
}
