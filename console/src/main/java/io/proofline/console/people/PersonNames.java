package io.proofline.console.people;

import io.proofline.console.readmodel.ReadModels;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Names of people by their ids, as they are known now. */
@Component
public final class PersonNames {

  private final ReadModels readModels;

  PersonNames(ReadModels readModels) {
    this.readModels = readModels;
  }

  /**
   * The names, or the addresses of people whose name is not known, such as operators; without
   * people who were erased.
   */
  public Map<String, String> of(Collection<String> people) {
    var names = new HashMap<String, String>();
    if (!people.isEmpty()) {
      readModels
          .reader()
          .sql(
              """
              SELECT person_id, coalesce(name, email) FROM person
              WHERE person_id IN (:ids) AND coalesce(name, email) IS NOT NULL
              """)
          .param("ids", people)
          .query(row -> {
            names.put(row.getString(1), row.getString(2));
          });
    }
    return names;
  }
}
