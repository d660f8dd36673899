package io.proofline.schemas;

import org.apache.avro.Schema;

/**
 * Maps Avro schemas to ids. Implementations are thread-safe and cache results without limit, since
 * the schema of an id never changes.
 */
public interface SchemaRegistry {

  /**
   * The id of a schema under a subject; registers the schema if it is new.
   *
   * @throws RegistryRefusedException if the registry rejects it, such as for an incompatible schema
   * @throws RegistryUnavailableException if the registry does not answer
   */
  int register(String subject, Schema schema);

  /**
   * The id of a schema that is already registered under a subject.
   *
   * @throws RegistryRefusedException if it is not registered
   * @throws RegistryUnavailableException if the registry does not answer
   */
  int idOf(String subject, Schema schema);

  /**
   * The schema with an id.
   *
   * @throws RegistryRefusedException if there is none
   * @throws RegistryUnavailableException if the registry does not answer
   */
  Schema byId(int id);
}
