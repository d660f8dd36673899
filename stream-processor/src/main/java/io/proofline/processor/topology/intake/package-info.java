/**
 * The Kafka Streams application <i>intake</i>: signals, requests and outcomes become facts about
 * one asset each.
 */
@NullMarked
package io.proofline.processor.topology.intake;

import org.jspecify.annotations.NullMarked;
