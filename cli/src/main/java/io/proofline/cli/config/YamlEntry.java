package io.proofline.cli.config;

/**
 * What a file says under one name.
 *
 * @param name with dots between its parts
 * @param line from 1
 */
record YamlEntry(String name, String value, int line) {}
