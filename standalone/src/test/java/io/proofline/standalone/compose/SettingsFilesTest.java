package io.proofline.standalone.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.Yaml;

/** The settings file of each service lists every setting; one without a default as a comment. */
class SettingsFilesTest {

  private static final Pattern COMMENTED_OUT = Pattern.compile("(?m)^( *)# ([a-z0-9-]+: )");

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "processor", "workers"})
  void every_setting_is_listed_in_the_file_of_its_service(String service) throws IOException {
    var serviceProperties = ServiceProperties.ALL.get(service);

    assertThat(listed(serviceProperties.file()))
        .filteredOn(name -> name.startsWith(serviceProperties.prefix() + "."))
        .containsExactlyInAnyOrderElementsOf(serviceProperties.names().toList());
  }

  private static Stream<String> listed(String file) throws IOException {
    var text = new ClassPathResource(file).getContentAsString(UTF_8);
    return names(new Yaml().load(COMMENTED_OUT.matcher(text).replaceAll("$1$2")));
  }

  private static Stream<String> names(Map<String, ?> part) {
    return part.entrySet().stream()
        .flatMap(entry ->
            entry.getValue() instanceof Map<?, ?> group && !group.isEmpty()
                ? names(asGroup(group)).map(name -> entry.getKey() + "." + name)
                : Stream.of(entry.getKey()));
  }

  private static Map<String, ?> asGroup(Map<?, ?> group) {
    var named = new TreeMap<String, Object>();
    group.forEach((name, value) -> named.put(name.toString(), value));
    return named;
  }
}
