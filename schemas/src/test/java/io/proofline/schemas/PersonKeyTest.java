package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PersonKeyTest {

  private final PersonKey key = new PersonKey("a secret of sixteen and more");

  @Test
  void an_address_is_the_same_person_without_case_and_outer_blanks() {
    assertThat(key.idOf(" Ann@Example.com ")).isEqualTo(key.idOf("ann@example.com"));
    assertThat(key.idOf("ann@example.com")).get().asString().matches("[0-9a-f]{32}");
  }

  @Test
  void an_address_is_the_same_person_in_either_normal_form() {
    assertThat(key.idOf("Jo\u0308rg@example.com")).isEqualTo(key.idOf("jörg@example.com"));
  }

  @Test
  void other_addresses_and_other_keys_give_other_ids() {
    assertThat(key.idOf("bo@example.com")).isNotEqualTo(key.idOf("ann@example.com"));
    assertThat(new PersonKey("another secret of sixteen").idOf("ann@example.com"))
        .isNotEqualTo(key.idOf("ann@example.com"));
  }

  @Test
  void without_an_address_there_is_no_id() {
    assertThat(key.idOf(null)).isEmpty();
    assertThat(key.idOf("  ")).isEmpty();
  }

  @Test
  void a_short_key_is_refused_and_no_key_is_shown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PersonKey("short"))
        .withMessage("The key for person ids needs at least 16 characters");
    assertThat(key).hasToString("PersonKey[***]");
  }
}
