package io.proofline.schemas;

import org.apache.avro.Schema;

/**
 * Gives schemas their ids. Implementations may be called from any thread and remember what they
 * have learnt: an id never changes its schema.
 */
public interface SchemaRegistry {

  /**
   * The id of a schema under a subject, after registering it if it is new.
   *
   * @throws RegistryRefused when the registry says no, such as for an incompatible schema
   * @throws RegistryUnavailable when it does not answer
   */
  int register(String subject, Schema schema);

  /**
   * The id of a schema that is registered under a subject already.
   *
   * @throws RegistryRefused when it is not
   * @throws RegistryUnavailable when the registry does not answer
   */
  int idOf(String subject, Schema schema);

  /**
   * The schema with an id.
   *
   * @throws RegistryRefused when there is none
   * @throws RegistryUnavailable when the registry does not answer
   */
  Schema byId(int id);
}
