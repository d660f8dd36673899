package io.proofline.console.page;

import java.util.List;

/**
 * The subscriptions of notifications.
 *
 * @param form for a new one
 */
public record SubscriptionsPage(List<SubscriptionSummary> subscriptions, SubscriptionForm form) {

  public SubscriptionsPage {
    subscriptions = List.copyOf(subscriptions);
  }
}
