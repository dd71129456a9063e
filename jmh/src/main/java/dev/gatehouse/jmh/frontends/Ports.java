package dev.gatehouse.jmh.frontends;

/** Where things listen, all on 127.0.0.1. */
final class Ports {
    static final int BACKEND = 17000;
    static final int PLAIN = 17080;
    static final int SECURE = 17443;

    private Ports() {}
}
