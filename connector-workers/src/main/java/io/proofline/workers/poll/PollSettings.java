package io.proofline.workers.poll;

import java.time.Duration;

/**
 * How the library is polled.
 *
 * @param overlap windows of changes begin this much before the last one's end
 * @param galleriesEvery between look-ups of the watched galleries' ids
 * @param waitFirst pause after a turn that an API broke, doubled for each further one
 */
public record PollSettings(
    String account,
    Duration every,
    Duration overlap,
    Duration fullEvery,
    Duration galleriesEvery,
    Duration waitFirst,
    Duration waitMost) {}
