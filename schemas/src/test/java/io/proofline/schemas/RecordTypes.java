package io.proofline.schemas;

import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The record types that topics carry, read off {@link Topics} so that none is forgotten. */
final class RecordTypes {

  private RecordTypes() {}

  static List<Schema> all() {
    return Arrays.stream(Topics.class.getRecordComponents())
        .map(topic -> ((ParameterizedType) topic.getGenericType()).getActualTypeArguments()[1])
        .distinct()
        .map(SpecificData.get()::getSchema)
        .toList();
  }
}
