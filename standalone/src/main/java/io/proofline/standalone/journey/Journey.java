package io.proofline.standalone.journey;

import java.util.function.Consumer;

/**
 * One thing that a user does, from first to last.
 *
 * @param scenario number of the scenario, such as S1
 */
record Journey(String scenario, String name, Consumer<Scene> steps) {}
