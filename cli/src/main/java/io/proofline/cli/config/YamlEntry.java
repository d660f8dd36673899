package io.proofline.cli.config;

/**
 * A value of a file for {@code up}, with its name and line.
 *
 * @param name path of keys, joined by dots
 * @param line from 1
 */
record YamlEntry(String name, String value, int line) {}
