package io.proofline.api;

/** A call that the console refused or could not answer: a problem of RFC 9457. */
public final class ApiProblemException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String type;
  private final String title;
  private final String detail;

  /**
   * A problem.
   *
   * @param type last part of the problem's {@code type}, such as {@code forbidden}
   * @param detail cause and next step; empty if the answer has none
   */
  public ApiProblemException(int status, String type, String title, String detail) {
    super("%d %s: %s".formatted(status, title, detail));
    this.status = status;
    this.type = type;
    this.title = title;
    this.detail = detail;
  }

  public int status() {
    return status;
  }

  public String type() {
    return type;
  }

  public String title() {
    return title;
  }

  public String detail() {
    return detail;
  }
}
