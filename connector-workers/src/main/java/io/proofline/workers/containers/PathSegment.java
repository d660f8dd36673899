package io.proofline.workers.containers;

import org.jspecify.annotations.Nullable;

/**
 * One step of a path: a name under a parent.
 *
 * @param parent id of what it stands under; null at the top
 * @param last false for what only holds others, such as the collections above a gallery
 */
public record PathSegment(@Nullable String parent, String name, boolean last) {}
