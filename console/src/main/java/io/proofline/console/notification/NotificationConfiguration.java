package io.proofline.console.notification;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.database.SqlDatabase;
import io.proofline.console.pause.PauseQueries;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.request.Requests;
import io.proofline.console.review.ReviewQueries;
import io.proofline.schemas.Topics;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires notifications. */
@Configuration(proxyBeanMethods = false)
class NotificationConfiguration {

  @Bean
  NotificationSettings notificationSettings(ConsoleProperties settings) {
    return settings.notifications();
  }

  @Bean
  Subscriptions subscriptions(SqlDatabase consoleDatabase, InstantSource clock) {
    return new Subscriptions(consoleDatabase, clock);
  }

  @Bean
  Outbox outbox(SqlDatabase consoleDatabase, InstantSource clock) {
    return new Outbox(consoleDatabase, clock);
  }

  @Bean
  AuditEventSource auditEventSource(
      ReadModels readModels, Outbox outbox, Topics topics, NotificationSettings settings) {
    return new AuditEventSource(readModels, outbox, topics, settings.mostWaiting());
  }

  @Bean
  EventCatalogue eventCatalogue(InstantSource clock) {
    return new EventCatalogue(clock);
  }

  @Bean
  DeliveryQueries deliveryQueries(SqlDatabase consoleDatabase) {
    return new DeliveryQueries(consoleDatabase);
  }

  @Bean
  SubscriptionStates subscriptionStates(SqlDatabase consoleDatabase) {
    return new SubscriptionStates(consoleDatabase);
  }

  @Bean
  EventReplay eventReplay(
      Outbox outbox, AuditEventSource auditEvents, EventCatalogue eventCatalogue) {
    return new EventReplay(outbox, auditEvents, eventCatalogue);
  }

  @Bean
  DefinitionReader definitionReader(NotificationSettings settings, EventCatalogue catalogue) {
    return new DefinitionReader(settings, catalogue);
  }

  @Bean
  SubscriptionAdministration subscriptionAdministration(
      Subscriptions subscriptions,
      AuditEventSource auditEvents,
      Requests requests,
      InstantSource clock) {
    return new SubscriptionAdministration(subscriptions, auditEvents, requests, clock);
  }

  @Bean
  Deliveries deliveries(
      Subscriptions subscriptions,
      SubscriptionAdministration administration,
      AuditEventSource auditEvents,
      Outbox outbox,
      ReadModels readModels,
      PauseQueries pauses,
      ReviewQueries reviews,
      SqlDatabase consoleDatabase,
      ConsoleProperties settings,
      InstantSource clock) {
    var notifications = settings.notifications();
    return new Deliveries(
        subscriptions,
        administration,
        auditEvents,
        new ConditionQueries(
            readModels, pauses, new SilenceQueries(readModels, notifications.silence())),
        new OperationalConditions(consoleDatabase, outbox, settings.account(), clock),
        outbox,
        new EventSender(
            new WebhookClient(notifications, clock), new MailClient(notifications, clock), reviews),
        new Lease(consoleDatabase, settings.instanceId(), clock),
        notifications,
        clock);
  }
}
