package io.proofline.sandbox.photoshelter.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Who is logged in on one API version. Sessions live in memory: a restart logs everybody out. */
public final class SessionStore {
  /** One login; {@code inOrganization} tells whether the organisation step was made. */
  record Session(String token, boolean inOrganization, Instant lastUsed) {}

  private final Duration idle;
  private final int most;
  private final Clock clock;
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  public SessionStore(Duration idle, int most, Clock clock) {
    this.idle = idle;
    this.most = most;
    this.clock = clock;
  }

  /** Begins a session; the oldest ends where the user has too many. */
  synchronized Session start() {
    return start(UUID.randomUUID().toString());
  }

  /** The session of an access token, which begins with the first call that bears it. */
  synchronized Session useOrStart(String id) {
    return use(id).orElseGet(() -> start(id));
  }

  private Session start(String token) {
    if (sessions.size() >= most) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    return save(new Session(token, false, clock.instant()));
  }

  /** The living session of a token; asking for it keeps it alive. */
  synchronized Optional<Session> use(String token) {
    var session = sessions.get(token);
    if (session == null || session.lastUsed().plus(idle).isBefore(clock.instant())) {
      sessions.remove(token);
      return Optional.empty();
    }
    return Optional.of(save(new Session(token, session.inOrganization(), clock.instant())));
  }

  synchronized void setInOrganization(String token, boolean entered) {
    use(token).ifPresent(session -> save(new Session(token, entered, session.lastUsed())));
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

  private Session save(Session session) {
    sessions.put(session.token(), session);
    return session;
  }
}
