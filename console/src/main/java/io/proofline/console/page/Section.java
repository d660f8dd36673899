package io.proofline.console.page;

/** The parts of the site, in the order of the navigation. */
public enum Section {
  HOME("Home", "/", false),
  REVIEWS("Reviews", "/reviews", false),
  COLLECTIONS("Collections", "/collections", false),
  WAITING("Waiting", "/waiting", false),
  RULES("Rules", "/rules", true),
  RECORD("Record", "/record", true),
  SYSTEM("System", "/system", true);

  private final String title;
  private final String path;
  private final boolean rarelyNeeded;

  Section(String title, String path, boolean rarelyNeeded) {
    this.title = title;
    this.path = path;
    this.rarelyNeeded = rarelyNeeded;
  }

  public String title() {
    return title;
  }

  public String path() {
    return path;
  }

  /** Whether a phone shows it in its menu, not in its bar. */
  public boolean isRarelyNeeded() {
    return rarelyNeeded;
  }
}
