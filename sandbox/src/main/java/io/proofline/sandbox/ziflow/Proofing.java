package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.picture.Originals;
import java.util.function.Consumer;

/**
 * What can be done with proofs, whether over the API or on a page: the same rules, the same events.
 */
record Proofing(
    Creating creating,
    Versions versions,
    Course course,
    Deciding deciding,
    Changing changing,
    Reviewers reviewers,
    Commenting commenting) {

  /**
   * @param fetch takes each new proof whose files are still to come
   */
  static Proofing of(
      Desk desk,
      ZiflowSettings settings,
      Answers answers,
      Originals originals,
      Consumer<Proof> fetch) {
    var events = new Events(desk);
    var mails = new Mails(desk, settings);
    var fields = new ProofFields(desk);
    var course = new Course(desk, settings, events, mails);
    var versions = new Versions(desk, settings, events, course, originals);
    var changing = new Changing(desk, settings, events, course, fields, mails);
    return new Proofing(
        new Creating(desk, settings, events, fields, versions, fetch),
        versions,
        course,
        new Deciding(desk, answers.stages(), events, course, mails),
        changing,
        new Reviewers(desk, settings, course, changing),
        new Commenting(desk, settings, events, course, mails));
  }
}
