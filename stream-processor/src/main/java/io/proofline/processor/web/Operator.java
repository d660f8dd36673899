package io.proofline.processor.web;

/** The person who makes a request, by id and e-mail address. */
record Operator(String personId, String email) {

  /** Omits the address. */
  @Override
  public String toString() {
    return "Operator[%s]".formatted(personId);
  }
}
