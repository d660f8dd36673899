package io.proofline.workers.call;

/** The credentials of one API, as a bean that its feature provides. */
public record ApiCredentials(Api api, Credentials credentials) {}
