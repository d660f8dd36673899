package io.proofline.console.system;

import static io.proofline.console.site.Site.field;

import io.proofline.console.access.ApiTokens;
import io.proofline.console.access.Caller;
import io.proofline.console.access.Role;
import io.proofline.console.apis.ApiStates;
import io.proofline.console.page.Section;
import io.proofline.console.page.SystemPage;
import io.proofline.console.page.SystemWork;
import io.proofline.console.page.Viewer;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.status.FreshnessQueries;
import io.proofline.console.status.LaneQueries;
import io.proofline.console.templates.Templates;
import io.proofline.console.token.TokenAdministration;
import io.proofline.console.web.ApiException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows how current everything is; administrators make and end tokens here. */
@PageController
final class SystemPages {

  private static final Logger LOG = LoggerFactory.getLogger(SystemPages.class);
  private static final int LONGEST_NAME = 100;
  private static final int MOST_DAYS = 3650;

  private final ReadModels readModels;
  private final FreshnessQueries freshness;
  private final ApiStates states;
  private final LaneQueries lanes;
  private final ApiTokens tokens;
  private final TokenAdministration administration;
  private final InstantSource clock;
  private final Site site;
  private final Templates templates;

  SystemPages(
      ReadModels readModels,
      FreshnessQueries freshness,
      ApiStates states,
      LaneQueries lanes,
      ApiTokens tokens,
      TokenAdministration administration,
      InstantSource clock,
      Site site,
      Templates templates) {
    this.readModels = readModels;
    this.freshness = freshness;
    this.states = states;
    this.lanes = lanes;
    this.tokens = tokens;
    this.administration = administration;
    this.clock = clock;
    this.site = site;
    this.templates = templates;
  }

  @GetMapping("/system")
  ResponseEntity<String> system(ServerWebExchange exchange) {
    return page(exchange, null);
  }

  private ResponseEntity<String> page(ServerWebExchange exchange, @Nullable String createdToken) {
    boolean mayAdminister = Site.viewer(exchange).map(Viewer::mayAdminister).orElse(false);
    var page =
        new SystemPage(
            freshness.now(),
            new SystemWork(states.describe(), waiting()),
            readModels.generation().orElse(0),
            readModels.unreadable(),
            readModels.failure().orElse(null),
            mayAdminister ? tokens.all() : List.of(),
            createdToken);
    return Site.page(templates.system(site.layout(exchange, "System", Section.SYSTEM), page));
  }

  /** The page is also shown while Kafka does not answer. */
  private @Nullable ObjectNode waiting() {
    try {
      var waiting = JsonNodeFactory.instance.objectNode();
      lanes.addTo(waiting);
      return waiting;
    } catch (KafkaException e) {
      LOG.warn("Kafka did not say how much work waits: {}", e.getMessage());
      return null;
    }
  }

  /** Makes a token; its text is shown once. */
  @PostMapping("/tokens/create")
  ResponseEntity<String> create(
      ServerWebExchange exchange, @AuthenticationPrincipal Caller caller) {
    var form = Site.form(exchange);
    var name = field(form, "name");
    var email = field(form, "email");
    var days = field(form, "days");
    if (name.isEmpty() || name.length() > LONGEST_NAME || email.length() > LONGEST_NAME) {
      throw ApiException.invalid(
          "A token needs a name of 1 to %d characters.".formatted(LONGEST_NAME));
    }
    if (!email.isEmpty() && !email.matches("[^@\\s]+@[^@\\s]+")) {
      throw ApiException.invalid("This is no mail address: %s".formatted(email));
    }
    if (!days.matches("|[1-9]\\d{0,3}")
        || (!days.isEmpty() && Integer.parseInt(days) > MOST_DAYS)) {
      throw ApiException.invalid(
          "Days must be a number from 1 to %d, or empty.".formatted(MOST_DAYS));
    }
    var created =
        administration.create(
            name,
            Role.of(field(form, "role")),
            email.isEmpty() ? null : email,
            days.isEmpty() ? null : clock.instant().plus(Duration.ofDays(Integer.parseInt(days))),
            null,
            caller);
    return page(exchange, created.text());
  }

  @PostMapping("/tokens/{id}/revoke")
  ResponseEntity<String> revoke(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
    if (!administration.revoke(id, null, caller)) {
      throw ApiException.notFound("There is no such token any more.");
    }
    return Site.redirect("/system");
  }

  @PostMapping("/system/rebuild")
  ResponseEntity<String> rebuild() {
    readModels.rebuild();
    return Site.redirect("/system");
  }
}
