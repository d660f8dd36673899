package io.proofline.workers.poll;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the library is polled.
 *
 * @param overlap windows of changes begin this much before the last one's end
 * @param since what was changed from then on is looked at first; null for the whole library at once
 * @param passPerMinute files that passes read a minute at most; 0 for as many as calls allow
 * @param wholeEvery between full passes that read every asset, whatever rows show
 * @param galleriesEvery between walks of all galleries, and look-ups of the watched ones' ids
 * @param missingGrace how long a known asset's 404 is not believed
 * @param purgedAfter when an asset in the trash is gone, where the trash can't be listed
 * @param waitFirst pause after a turn that an API broke, doubled for each further one
 */
public record PollSettings(
    String account,
    Duration every,
    Duration overlap,
    @Nullable Instant since,
    int passPerMinute,
    Duration fullEvery,
    Duration wholeEvery,
    Duration galleriesEvery,
    Duration missingGrace,
    Duration purgedAfter,
    Duration waitFirst,
    Duration waitMost) {}
