package dev.gatehouse.routing.resource;

import java.time.Duration;

/** {@code SessionPersistence} of the rules of a HTTPRoute or GRPCRoute. */
final class SessionPersistenceDecoder {
    private static final Choice<SessionPersistence.Type> TYPES = Choice.of(SessionPersistence.Type.class);
    private static final Choice<String> LIFETIMES = Choice.of("Session", "Permanent");
    private static final int MAX_NAME = 128;

    /** The schema takes any text; a cookie and a header are named by a token alone. */
    private static final TextRule NAME = new TextRule(
            "up to " + MAX_NAME + " letters, digits and !#$%&'*+-.^_`|~",
            text -> text.isEmpty() || (text.length() <= MAX_NAME && Names.isHeaderName(text)));

    private SessionPersistenceDecoder() {}

    static SessionPersistence decode(FieldReader session) {
        String name = session.text("sessionName", NAME);
        Duration timeout = GatewayDuration.read(session, "absoluteTimeout");
        SessionPersistence.Type type = session.choice("type", TYPES, SessionPersistence.Type.COOKIE);
        FieldReader cookie = session.object("cookieConfig");
        String lifetime =
                cookie == null ? LIFETIMES.first() : cookie.choice("lifetimeType", LIFETIMES, LIFETIMES.first());
        boolean permanent = lifetime.equals("Permanent");
        if (cookie != null && type != SessionPersistence.Type.COOKIE) {
            session.notAllowed("cookieConfig", "the type is Header");
        }
        if (permanent && !session.has("absoluteTimeout")) {
            session.missing("absoluteTimeout", "expected: a duration, as cookieConfig.lifetimeType is Permanent");
        }
        return new SessionPersistence(type, name == null || name.isEmpty() ? null : name, timeout, permanent);
    }
}
