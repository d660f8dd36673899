package io.proofline.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparableTextTest {

  @Property
  void composed_and_decomposed_letters_are_equal(@ForAll String text) {
    var composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    var decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);

    assertThat(ComparableText.areEqual(composed, decomposed)).isTrue();
    assertThat(new ComparableText(text)).isEqualTo(new ComparableText(decomposed));
  }

  @Property
  void the_compared_form_is_its_own_compared_form(@ForAll String text) {
    var once = new ComparableText(text);

    assertThat(new ComparableText(once.value())).isEqualTo(once);
    assertThat(Normalizer.isNormalized(once.value(), Normalizer.Form.NFC)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"Zur Prüfung, ' ZUR PRÜFUNG ', true", "Strasse, Straße, false", "a b, ab, false"})
  void case_and_outer_blanks_do_not_count(String one, String other, boolean equal) {
    assertThat(ComparableText.areEqual(one, other)).isEqualTo(equal);
  }

  @Test
  void nfc_leaves_case_and_blanks() {
    assertThat(ComparableText.nfc(" U\u0308ber ".toUpperCase(Locale.ROOT))).isEqualTo(" ÜBER ");
  }

  @Test
  void a_text_has_two_normal_forms_only_if_they_differ() {
    assertThat(ComparableText.normalForms("Für A")).containsExactly("Für A", "Fu\u0308r A");
    assertThat(ComparableText.normalForms("Fur A")).containsExactly("Fur A");
  }
}
