package dev.gatehouse.routing.observe;

/** Why a connection of a client is closed before anything was asked of it. */
public enum ConnectionRefusal {
    /** More connections are open than are allowed. */
    TOO_MANY,
    /** The PROXY protocol is expected there, and the peer is none of the proxies that are believed. */
    UNTRUSTED_PROXY,
    /** The PROXY protocol is expected there, and the connection does not begin, in time, with a header of it that is well-formed and of TCP. */
    NO_PROXY_HEADER
}
