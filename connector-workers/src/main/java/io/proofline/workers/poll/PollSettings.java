package io.proofline.workers.poll;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often, how fast and how far back the library is polled.
 *
 * @param account the installation's account name, written into every signal
 * @param every from the start of one turn to the start of the next
 * @param overlap a window of changes begins this long before the end of the previous one
 * @param since the first pass begins with the assets changed since then; null for the whole library
 *     at once
 * @param passPerMinute the most files that a pass reads per minute; 0 for no limit but the API's
 * @param fullEvery between the starts of full passes
 * @param wholeEvery between full passes that read every asset, even one whose listing is unchanged
 * @param galleriesEvery between walks of all galleries, and between look-ups of the watched
 *     galleries' ids
 * @param missingGrace how long a 404 for a known asset is ignored
 * @param purgedAfter how long after its first 404 an asset counts as purged, if the trash can't be
 *     listed
 * @param waitFirst pause after a turn that failed, doubled for each further failure
 * @param waitMost the longest such pause
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
