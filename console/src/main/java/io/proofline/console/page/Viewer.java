package io.proofline.console.page;

import io.proofline.console.access.Role;

/**
 * The person who looks at a page.
 *
 * @param csrf token that each form carries
 */
public record Viewer(String name, Role role, String csrf) {

  public boolean mayOperate() {
    return role.includes(Role.OPERATOR);
  }

  public boolean mayAdminister() {
    return role.includes(Role.ADMINISTRATOR);
  }

  /** The role as a word. */
  public String roleWord() {
    var word = role.word();
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** Omits the token. */
  @Override
  public String toString() {
    return "Viewer[%s, %s]".formatted(name, role);
  }
}
