package io.proofline.sandbox.photoshelter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Who is logged in on one API version. Sessions live in memory: a restart logs everybody out. */
final class Sessions {
  /** One login; {@code inOrganization} tells whether the organisation step was made. */
  record Session(String token, boolean inOrganization, Instant lastUsed) {}

  private final Duration idle;
  private final int most;
  private final Clock clock;
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  Sessions(Duration idle, int most, Clock clock) {
    this.idle = idle;
    this.most = most;
    this.clock = clock;
  }

  /** Begins a session; the oldest ends where the user has too many. */
  synchronized Session begin() {
    return begin(UUID.randomUUID().toString());
  }

  /** The session of an access token, which begins with the first call that bears it. */
  synchronized Session ofBearer(String id) {
    return of(id).orElseGet(() -> begin(id));
  }

  private Session begin(String token) {
    if (sessions.size() >= most) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    return keep(new Session(token, false, clock.instant()));
  }

  /** The living session of a token; asking for it keeps it alive. */
  synchronized Optional<Session> of(String token) {
    var session = sessions.get(token);
    if (session == null || session.lastUsed().plus(idle).isBefore(clock.instant())) {
      sessions.remove(token);
      return Optional.empty();
    }
    return Optional.of(keep(new Session(token, session.inOrganization(), clock.instant())));
  }

  synchronized void organization(String token, boolean entered) {
    of(token).ifPresent(session -> keep(new Session(token, entered, session.lastUsed())));
  }

  synchronized void end(String token) {
    sessions.remove(token);
  }

  /** Tokens of those that have not ended. */
  synchronized List<String> tokens() {
    return List.copyOf(sessions.keySet());
  }

  /** Ends all of them at once, as a fault on demand. */
  synchronized void endAll() {
    sessions.clear();
  }

  private Session keep(Session session) {
    sessions.put(session.token(), session);
    return session;
  }
}
