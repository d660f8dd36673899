package io.proofline.processor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.schemas.avro.RequestKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class OperatorRequestParserTest {

  static Stream<Arguments> understood() {
    return Stream.of(
        Arguments.of(
            "{'kind':'withdraw','assets':['I1','I2','I1']}",
            new OperatorRequest(RequestKind.WITHDRAW, List.of("I1", "I2"), null, null, null)),
        Arguments.of(
            "{'kind':'retry','asset':'I1','command':'c1'}",
            new OperatorRequest(RequestKind.RETRY, List.of("I1"), "c1", null, null)),
        Arguments.of(
            "{'kind':'discard','asset':'I1','command':'c1'}",
            new OperatorRequest(RequestKind.DISCARD, List.of("I1"), "c1", null, null)),
        Arguments.of(
            "{'kind':'link','asset':'I1','proof':'p1'}",
            new OperatorRequest(RequestKind.LINK, List.of("I1"), null, "p1", null)),
        Arguments.of(
            "{'kind':'release','asset':'I1','proof':'p1'}",
            new OperatorRequest(RequestKind.RELEASE, List.of("I1"), null, "p1", null)),
        Arguments.of(
            "{'kind':'go_ahead','count':5}",
            new OperatorRequest(RequestKind.GO_AHEAD, List.of(), null, null, 5)),
        Arguments.of(
            "{'kind':'go_ahead'}",
            new OperatorRequest(RequestKind.GO_AHEAD, List.of(), null, null, null)),
        Arguments.of(
            "{'kind':'withdraw','asset':'I1','reason':' Recalled '}",
            new OperatorRequest(
                RequestKind.WITHDRAW, List.of("I1"), null, null, null, "Recalled", null, Map.of())),
        Arguments.of(
            "{'kind':'administrative','act':'dead_commands_discarded','count':2,'why':'held'}",
            new OperatorRequest(
                RequestKind.ADMINISTRATIVE,
                List.of(),
                null,
                null,
                null,
                null,
                "dead_commands_discarded",
                Map.of("count", "2", "why", "held"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("understood")
  void a_valid_request_is_parsed(String body, OperatorRequest operatorRequest) {
    assertThat(OperatorRequestParser.parse(json(body))).isEqualTo(operatorRequest);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"UNKNOWN", "RETRY", "DISCARD", "LINK", "RELEASE", "GO_AHEAD", "ADMINISTRATIVE"})
  void all_other_kinds_take_assets(RequestKind kind) {
    assertThat(
            OperatorRequestParser.parse(
                json("{'kind':'%s','asset':'I1'}".formatted(EnumNames.of(kind)))))
        .isEqualTo(new OperatorRequest(kind, List.of("I1"), null, null, null));
  }

  static Stream<Arguments> refused() {
    var tooMany =
        IntStream.rangeClosed(0, OperatorRequest.MAX_ASSETS)
            .mapToObj(i -> "'I%d'".formatted(i))
            .collect(Collectors.joining(","));
    return Stream.of(
        Arguments.of("", "the body must be a JSON object"),
        Arguments.of("[]", "the body must be a JSON object"),
        Arguments.of("{'kind':'publish'}", "'kind' is \"publish\"; allowed are select, reread"),
        Arguments.of("{'kind':'unknown'}", "'kind' is \"unknown\"; allowed are select"),
        Arguments.of("{}", "'kind' is missing; allowed are select"),
        Arguments.of("{'kind':'start'}", "'asset' is missing; it must be the id of an asset"),
        Arguments.of("{'kind':'start','asset':7}", "'asset' is 7; it must be the id of an asset"),
        Arguments.of("{'kind':'start','asset':'a b'}", "'asset' is \"a b\"; it must be the id"),
        Arguments.of("{'kind':'start','assets':[]}", "a list of 1 to 1000 ids"),
        Arguments.of("{'kind':'start','assets':'I1'}", "a list of 1 to 1000 ids"),
        Arguments.of("{'kind':'start','assets':[" + tooMany + "]}", "a list of 1 to 1000 ids"),
        Arguments.of("{'kind':'start','assets':['I1','']}", "\"\" in 'assets' is no id"),
        Arguments.of(
            "{'kind':'start','asset':'I1','assets':['I2']}", "ids, without 'asset' beside it"),
        Arguments.of(
            "{'kind':'start','asset':'I1','proof':'p'}",
            "'proof' does not go with start, which takes asset, assets"),
        Arguments.of(
            "{'kind':'retry','assets':['I1']}",
            "'assets' does not go with retry, which takes asset, command; 'asset' is missing; it"
                + " must be the id of an asset in PhotoShelter; 'command' is missing"),
        Arguments.of("{'kind':'link','asset':'I1'}", "'proof' is missing; it must be the id of a"),
        Arguments.of("{'kind':'go_ahead','count':0}", "'count' is 0; it must be a number from 1"),
        Arguments.of("{'kind':'go_ahead','count':'x'}", "'count' is \"x\"; it must be a number"),
        Arguments.of("{'kind':'go_ahead','asset':'I1'}", "'asset' does not go with go_ahead"),
        Arguments.of("{'kind':'start','asset':'system'}", "'asset' is \"system\"; it must be"),
        Arguments.of("{'kind':'start','assets':['system']}", "\"system\" in 'assets' is no id"),
        Arguments.of(
            "{'kind':'start','asset':'I1','reason':'x'}", "'reason' does not go with start"),
        Arguments.of("{'kind':'withdraw','asset':'I1','reason':' '}", "a text of 1 to 2000"),
        Arguments.of(
            "{'kind':'administrative','act':'rules_pushed'}",
            "'act' is \"rules_pushed\"; allowed are dead_commands_retried"),
        Arguments.of(
            "{'kind':'administrative','act':'dead_commands_retried','why':'Bo said'}",
            "'why' is \"Bo said\""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void each_mistake_is_reported_with_the_allowed_values(String body, String told) {
    assertThatThrownBy(() -> OperatorRequestParser.parse(json(body)))
        .isInstanceOf(UnprocessableRequestException.class)
        .hasMessageContaining(told);
  }

  private static String json(String body) {
    return body.replace('\'', '"');
  }
}
