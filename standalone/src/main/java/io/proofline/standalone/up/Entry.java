package io.proofline.standalone.up;

/**
 * What a file says under one name.
 *
 * @param name with dots between its parts
 * @param line from 1
 */
record Entry(String name, String value, int line) {}
