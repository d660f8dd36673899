package io.proofline.console.page;

import io.proofline.console.access.Role;

/** The parts of the site, in the order of the navigation. */
public enum Section {
  HOME("Home", "/", false),
  REVIEWS("Reviews", "/reviews", false),
  COLLECTIONS("Collections", "/collections", false),
  WAITING("Waiting", "/waiting", false),
  RULES("Rules", "/rules", true),
  RECORD("Record", "/record", true),
  NOTIFICATIONS("Notifications", "/subscriptions", true, Role.ADMINISTRATOR),
  SYSTEM("System", "/system", true);

  private final String title;
  private final String path;
  private final boolean rarelyNeeded;
  private final Role role;

  Section(String title, String path, boolean rarelyNeeded) {
    this(title, path, rarelyNeeded, Role.VIEWER);
  }

  Section(String title, String path, boolean rarelyNeeded, Role role) {
    this.title = title;
    this.path = path;
    this.rarelyNeeded = rarelyNeeded;
    this.role = role;
  }

  public String title() {
    return title;
  }

  public String path() {
    return path;
  }

  /** Whether a person with a role may open it. */
  boolean isFor(Role other) {
    return other.includes(role);
  }

  /** Whether a phone shows it in its menu, not in its bar. */
  public boolean isRarelyNeeded() {
    return rarelyNeeded;
  }
}
