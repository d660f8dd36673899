package io.proofline.console.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.console.web.ApiException;
import io.proofline.console.web.AvroJson;
import io.proofline.schemas.avro.RequestKind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RequestReaderTest {

  static Stream<Arguments> understood() {
    return Stream.of(
        Arguments.of(
            "{'kind':'withdraw','assets':['I1','I2','I1'],'reason':' Recalled '}",
            new NewRequest(
                RequestKind.WITHDRAW, List.of("I1", "I2"), null, null, null, null, "Recalled")),
        Arguments.of(
            "{'kind':'retry','asset':'I1','command':'c1'}",
            new NewRequest(RequestKind.RETRY, List.of("I1"), "c1", null, null, null, null)),
        Arguments.of(
            "{'kind':'discard','asset':'I1','command':'c1'}",
            new NewRequest(RequestKind.DISCARD, List.of("I1"), "c1", null, null, null, null)),
        Arguments.of(
            "{'kind':'link','asset':'I1','proof':'p1'}",
            new NewRequest(RequestKind.LINK, List.of("I1"), null, "p1", null, null, null)),
        Arguments.of(
            "{'kind':'release','asset':'I1','proof':'p1'}",
            new NewRequest(RequestKind.RELEASE, List.of("I1"), null, "p1", null, null, null)),
        Arguments.of(
            "{'kind':'consider','assets':['I1'],'rules_version':'0a1b'}",
            new NewRequest(RequestKind.CONSIDER, List.of("I1"), null, null, null, "0a1b", null)),
        Arguments.of(
            "{'kind':'go_ahead','count':5}",
            new NewRequest(RequestKind.GO_AHEAD, List.of(), null, null, 5, null, null)),
        Arguments.of(
            "{'kind':'go_ahead'}",
            new NewRequest(RequestKind.GO_AHEAD, List.of(), null, null, null, null, null)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("understood")
  void a_valid_request_is_read(String body, NewRequest request) {
    assertThat(RequestReader.parse(json(body))).isEqualTo(request);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"UNKNOWN", "RETRY", "DISCARD", "LINK", "RELEASE", "GO_AHEAD", "ADMINISTRATIVE"})
  void all_other_kinds_take_assets(RequestKind kind) {
    var body = "{'kind':'%s','assets':['I1']}".formatted(AvroJson.word(kind));
    assertThat(RequestReader.parse(json(body)))
        .isEqualTo(new NewRequest(kind, List.of("I1"), null, null, null, null, null));
  }

  static Stream<Arguments> refused() {
    var tooMany =
        IntStream.rangeClosed(0, RequestReader.MAX_ASSETS)
            .mapToObj(i -> "'I%d'".formatted(i))
            .collect(Collectors.joining(","));
    return Stream.of(
        Arguments.of("{'kind':'publish'}", "'kind' is \"publish\"; allowed are select, reread"),
        Arguments.of("{'kind':'unknown'}", "'kind' is \"unknown\"; allowed are select"),
        Arguments.of("{'kind':'administrative'}", "'kind' is \"administrative\"; allowed are"),
        Arguments.of("{}", "'kind' is missing; allowed are select"),
        Arguments.of("{'kind':'start'}", "a list of 1 to 1000 ids"),
        Arguments.of("{'kind':'start','assets':[]}", "a list of 1 to 1000 ids"),
        Arguments.of("{'kind':'start','assets':'I1'}", "a list of 1 to 1000 ids"),
        Arguments.of("{'kind':'start','assets':[" + tooMany + "]}", "a list of 1 to 1000 ids"),
        Arguments.of("{'kind':'start','assets':['I1','']}", "\"\" in 'assets' is no id"),
        Arguments.of("{'kind':'start','assets':['a b']}", "\"a b\" in 'assets' is no id"),
        Arguments.of("{'kind':'start','assets':['system']}", "\"system\" in 'assets' is no id"),
        Arguments.of(
            "{'kind':'start','assets':['I1'],'proof':'p'}",
            "'proof' does not go with start, which takes assets, reason"),
        Arguments.of(
            "{'kind':'retry','assets':['I1']}",
            "'assets' does not go with retry, which takes asset, command, reason; 'asset' is"
                + " missing; it must be the id of an asset in PhotoShelter; 'command' is missing"),
        Arguments.of("{'kind':'retry','asset':7,'command':'c'}", "'asset' is 7; it must be the id"),
        Arguments.of(
            "{'kind':'retry','asset':'system','command':'c'}", "'asset' is \"system\"; it must be"),
        Arguments.of("{'kind':'link','asset':'I1'}", "'proof' is missing; it must be the id of a"),
        Arguments.of("{'kind':'go_ahead','count':0}", "'count' is 0; it must be a number from 1"),
        Arguments.of("{'kind':'go_ahead','count':'x'}", "'count' is \"x\"; it must be a number"),
        Arguments.of("{'kind':'go_ahead','asset':'I1'}", "'asset' does not go with go_ahead"),
        Arguments.of("{'kind':'withdraw','assets':['I1'],'reason':' '}", "a text of 1 to 2000"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void each_mistake_is_reported_with_the_allowed_values(String body, String told) {
    assertThatThrownBy(() -> RequestReader.parse(json(body)))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining(told);
  }

  private static JsonNode json(String body) {
    return JsonMapper.shared().readTree(body.replace('\'', '"'));
  }
}
