package io.proofline.schemas;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A schema registry in memory, for topologies under {@code TopologyTestDriver} and other tests. */
public final class InMemorySchemaRegistry implements SchemaRegistry {

  private final List<Schema> schemas = new ArrayList<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    int known = schemas.indexOf(schema);
    if (known >= 0) {
      return known + 1;
    }
    schemas.add(schema);
    return schemas.size();
  }

  @Override
  public synchronized int idOf(String subject, Schema schema) {
    int known = schemas.indexOf(schema);
    if (known < 0) {
      throw new RegistryRefusedException("No such schema under subject " + subject);
    }
    return known + 1;
  }

  @Override
  public synchronized Schema byId(int id) {
    if (id < 1 || id > schemas.size()) {
      throw new RegistryRefusedException("No schema " + id);
    }
    return schemas.get(id - 1);
  }
}
