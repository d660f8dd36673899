package io.proofline.console.page;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the content of each page.
 *
 * @param section the part that is open; null outside all of them
 * @param viewer null before the sign-in
 * @param assets addresses of style sheet and scripts, by name
 * @param waiting number of photographs that wait for a person
 * @param asOf time up to which the page is complete; null if it was not measured yet
 * @param rebuild progress of a rebuild; null for none
 * @param sandbox address of the simulators' pages; null for none
 * @param refreshSeconds the page is loaded again after this time; 0 for never
 */
public record Layout(
    String title,
    @Nullable Section section,
    @Nullable Viewer viewer,
    When when,
    Map<String, String> assets,
    int waiting,
    @Nullable Instant asOf,
    @Nullable String rebuild,
    @Nullable String sandbox,
    int refreshSeconds) {

  public Layout {
    assets = Map.copyOf(assets);
  }

  /** The address of a static file. */
  public String asset(String name) {
    return String.valueOf(assets.get(name));
  }

  /** The parts of the site that the viewer may open. */
  public List<Section> sections() {
    return Arrays.stream(Section.values())
        .filter(each -> viewer != null && each.isFor(viewer.role()))
        .toList();
  }

  /** The token that each form carries; empty before the sign-in. */
  public String csrf() {
    return viewer == null ? "" : viewer.csrf();
  }

  /** Whether the viewer may change anything. */
  public boolean mayOperate() {
    return viewer != null && viewer.mayOperate();
  }

  /** Whether the viewer may change rules, people and tokens. */
  public boolean mayAdminister() {
    return viewer != null && viewer.mayAdminister();
  }

  public Layout refreshedAfter(int seconds) {
    return new Layout(
        title, section, viewer, when, assets, waiting, asOf, rebuild, sandbox, seconds);
  }
}
