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
   * @throws RegistryRefusedException when the registry says no, such as for an incompatible schema
   * @throws RegistryUnavailableException when it does not answer
   */
  int register(String subject, Schema schema);

  /**
   * The id of a schema that is registered under a subject already.
   *
   * @throws RegistryRefusedException when it is not
   * @throws RegistryUnavailableException when the registry does not answer
   */
  int idOf(String subject, Schema schema);

  /**
   * The schema with an id.
   *
   * @throws RegistryRefusedException when there is none
   * @throws RegistryUnavailableException when the registry does not answer
   */
  Schema byId(int id);
}
