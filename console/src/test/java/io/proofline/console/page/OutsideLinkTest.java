package io.proofline.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideLinkTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.ziflow.com/proof/abc",
        "http://127.0.0.1:9100/ziflow/proofs/1?page=2",
        "https://library.example/image/I1#keywords"
      })
  void an_address_of_the_web_is_linked(String address) {
    assertThat(OutsideLink.of(address)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "https:opaque",
        "//ziflow.example/p",
        "https://a b/",
        "https://user:secret@ziflow.example/p",
        "https://ziflow.example/p?token=x",
        "https://ziflow.example/p?a=1&access_token=x",
        "https://ziflow.example/p?Session=x",
        "https://ziflow.example/p#api_key=x"
      })
  void an_address_that_runs_a_script_or_signs_in_is_not_linked(String address) {
    assertThat(OutsideLink.of(address)).isEmpty();
  }
}
