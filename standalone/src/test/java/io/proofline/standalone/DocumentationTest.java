package io.proofline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Links in the project's Markdown are valid, and READMEs are short. */
class DocumentationTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int MAX_README_LINES = 150;
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```");

  @TestFactory
  Stream<DynamicTest> every_link_leads_to_a_file_and_a_heading() throws IOException {
    return documents().stream()
        .map(document ->
            DynamicTest.dynamicTest(
                ROOT.relativize(document).toString(),
                () -> assertThat(brokenLinks(document)).isEmpty()));
  }

  @Test
  void readmes_are_short() throws IOException {
    var tooLong = new ArrayList<String>();
    for (var document : documents()) {
      if (document.endsWith("README.md")
          && Files.readAllLines(document).size() > MAX_README_LINES) {
        tooLong.add(ROOT.relativize(document).toString());
      }
    }

    assertThat(tooLong).isEmpty();
  }

  @Test
  void every_module_has_a_readme_that_the_contributors_page_names() throws IOException {
    var contributing = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
    try (var children = Files.list(ROOT)) {
      var modules = children.filter(child -> Files.exists(child.resolve("pom.xml"))).toList();

      assertThat(modules)
          .isNotEmpty()
          .allSatisfy(module -> {
            assertThat(module.resolve("README.md")).exists();
            assertThat(contributing).contains("(%s/README.md)".formatted(module.getFileName()));
          });
    }
  }

  @Test
  void every_decision_is_in_the_list() throws IOException {
    var decisions = ROOT.resolve("docs/decisions");
    var list = Files.readString(decisions.resolve("README.md"));
    try (var pages = Files.list(decisions)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .allSatisfy(page -> assertThat(page.equals("README.md") || list.contains(page)).isTrue());
    }
  }

  private static List<String> brokenLinks(Path document) throws IOException {
    return LINK.matcher(CODE_BLOCK.matcher(Files.readString(document)).replaceAll(""))
        .results()
        .map(match -> match.group(1))
        .filter(link -> !link.matches("(https?|mailto):.*"))
        .filter(link -> !hasTarget(document, link))
        .toList();
  }

  private static boolean hasTarget(Path document, String link) {
    var parts = link.split("#", 2);
    var path = URLDecoder.decode(parts[0], UTF_8);
    var target = path.isEmpty() ? document : document.resolveSibling(path).normalize();
    return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  /** The anchors that GitHub makes of headings. */
  private static Set<String> anchors(Path document) {
    try {
      var text = CODE_BLOCK.matcher(Files.readString(document)).replaceAll("");
      return HEADING
          .matcher(text)
          .results()
          .map(DocumentationTest::anchor)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .strip()
        .replace(' ', '-');
  }

  private static List<Path> documents() throws IOException {
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            var name = directory.getFileName().toString();
            return name.equals("target") || name.startsWith(".")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(found).isNotEmpty();
    return found;
  }
}
