package io.proofline.sandbox.photoshelter.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The sessions of one API version. They are in memory only: a restart ends all of them. */
public final class SessionStore {
  /** One login; {@code inOrganization} is true once the organisation step was made. */
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

  /** Starts a session; if the user has too many, the oldest ends. */
  synchronized Session start() {
    return start(UUID.randomUUID().toString());
  }

  /** The session of an access token; its first call starts the session. */
  synchronized Session useOrStart(String id) {
    return use(id).orElseGet(() -> start(id));
  }

  private Session start(String token) {
    if (sessions.size() >= most) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    return save(new Session(token, false, clock.instant()));
  }

  /** The active session of a token; each use extends it. */
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

  /** The tokens of active sessions. */
  synchronized List<String> tokens() {
    return List.copyOf(sessions.keySet());
  }

  /** Ends all sessions at once, as a scripted fault. */
  synchronized void endAll() {
    sessions.clear();
  }

  private Session save(Session session) {
    sessions.put(session.token(), session);
    return session;
  }
}
