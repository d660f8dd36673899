package io.proofline.workers.photoshelter;

import java.util.List;

/** Ids on one page of a listing; pages shift while files come and go. */
public record IdPage(List<String> ids, boolean last) {}
