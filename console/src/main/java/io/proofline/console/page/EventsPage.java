package io.proofline.console.page;

import io.proofline.console.page.SubscriptionForm.Group;
import java.util.List;

/** The catalogue of events: all kinds, by their subject. */
public record EventsPage(List<Group> groups) {

  public EventsPage {
    groups = List.copyOf(groups);
  }
}
