package io.proofline.workers.containers;

import org.jspecify.annotations.Nullable;

/**
 * One segment of a path: a name under a parent.
 *
 * @param parent id of its parent; null at the top
 * @param last false for a container of containers, such as a collection above a gallery
 */
public record PathSegment(@Nullable String parent, String name, boolean last) {}
