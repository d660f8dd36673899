package io.proofline.schemas;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The record types of all topics, by reflection on their accessors so that none is missing. */
final class RecordTypes {

  private RecordTypes() {}

  static List<Schema> all() {
    return accessors().stream()
        .map(RecordTypes::recordType)
        .distinct()
        .map(SpecificData.get()::getSchema)
        .toList();
  }

  /** The methods of {@link Topics} and {@link CommandLanes} that return a topic. */
  static List<Method> accessors() {
    return Stream.of(Topics.class, CommandLanes.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.getReturnType() == Topic.class)
        .toList();
  }

  static Class<?> recordType(Method accessor) {
    var topic = (ParameterizedType) accessor.getGenericReturnType();
    return (Class<?>) topic.getActualTypeArguments()[1];
  }
}
