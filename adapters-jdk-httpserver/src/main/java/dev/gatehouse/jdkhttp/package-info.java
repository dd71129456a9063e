/**
 * A front end on {@code jdk.httpserver} and {@code java.net.http}: {@link dev.gatehouse.jdkhttp.JdkFrontEnd}.
 *
 * <p>In: {@link dev.gatehouse.routing.LiveRoutes}. Out: sockets, and each request where its
 * {@link dev.gatehouse.routing.plan.Decision} sends it. This package holds no routing rule. It speaks HTTP/1.1 and HTTP/1.0 on both
 * sides; what it offers no route for (HTTP/2, WebSocket, upgrades of any kind, trailers, gRPC) needs another adapter. Of a request with a body, for
 * a rule with retries or mirrors, up to {@link dev.gatehouse.jdkhttp.FrontEndLimits#bodyCopy} bytes are kept while it is sent.
 *
 * <h2>Whom it fits</h2>
 *
 * <p>Programs that must not add a dependency, tests, and front ends behind something that reads HTTP strictly. The JDK's server is lenient,
 * and what its reader has made of a request is all that anybody behind it can see.
 *
 * <h2>What the JDK's reader hides</h2>
 *
 * <p>None of this can be told from a good request here; some of it makes a server in front and this one disagree:
 *
 * <ul>
 *   <li>lines that end in a bare LF or CR; folded lines (joined with a space); CR, LF or anything else in chunk extensions; white space before
 *       and after values, control characters among it;
 *   <li>the order of different fields, and the case of their names;
 *   <li>words between target and version ({@code GET / x HTTP/1.1});
 *   <li>chunk sizes with leading zeros beyond need;
 *   <li>a head that ends with the connection.
 * </ul>
 *
 * <p>What is between chunks is the one place where a request could be hidden from it, or be hidden from others: so a connection is closed after the
 * answer to a body in chunks.
 *
 * <p>What it refuses by itself gets its own short answer, or none: a head beyond the bounds below, a malformed request line, a target that
 * {@code java.net.URI} refuses (such as {@code /a|b}), trailers, {@code Content-Length} beside {@code Transfer-Encoding},
 * {@code CONNECT}. Targets in which {@code java.net.URI} finds no path get its 404, whatever the routes say: {@code *}, {@code http://host},
 * {@code //word} (it takes the word for a host), {@code ?x}, {@code word}. It answers {@code Expect: 100-continue} with 100
 * before any route is asked.
 *
 * <p>What is still visible is refused here, with a closed connection: {@code Content-Length} that is not all digits or is there twice, beside
 * or without {@code Transfer-Encoding}; a coding other than {@code chunked}; {@code Transfer-Encoding} in HTTP/1.0; control characters in
 * values; other protocols than HTTP/1.1 and HTTP/1.0; too many fields.
 *
 * <h2>What the JDK's client does by itself</h2>
 *
 * <ul>
 *   <li>It keeps a pool of connections for each endpoint, and drops one on which bytes come unasked. The system properties
 *       {@code jdk.httpclient.connectionPoolSize} (default: no bound) and {@code jdk.httpclient.keepalive.timeout} (seconds; default 1200 on
 *       JDK 17, 30 from JDK 20 on) bound it, for every client of the JVM.
 *   <li>It sends a GET or HEAD again, once, where a pooled connection turns out to be closed; nothing else is ever sent twice, but for
 *       connections that could not be opened.
 *   <li>It asks for the answer when the whole request is sent: an early answer to an upload is seen only then, or becomes 502 where the
 *       endpoint closes the connection.
 *   <li>It sends header values in ASCII: a byte above 127 arrives as {@code ?}. A {@code ?} at the end of a target, with nothing behind it,
 *       is dropped. Several {@code Cookie} lines become one. A request without {@code User-Agent} gets an empty one.
 *   <li>It does not tell of white space and framing that it forgave; an answer whose visible fields contradict each other becomes 502.
 *   <li>It passes interim answers (1xx) over from JDK 20 on, a few of them; before, any but 100 becomes 502. An answer of 204 with a body
 *       becomes 502. Up to JDK 18, a request without content says {@code Content-Length: 0}.
 *   <li>It has no way to be stopped before JDK 21: there its one thread ends when it is collected.
 * </ul>
 *
 * <h2>System properties</h2>
 *
 * <p>The JDK reads these once for the whole JVM. Where they are not set they are set when {@link dev.gatehouse.jdkhttp.JdkFrontEnd} is loaded,
 * which must be before the JVM's first use of {@code com.sun.net.httpserver} and {@code java.net.http} to have an effect:
 *
 * <table>
 * <caption>System properties that are set where they are absent</caption>
 * <tr><th>property</th><th>value</th><th>is</th></tr>
 * <tr><td>{@code sun.net.httpserver.nodelay}</td><td>true</td><td>small answers are sent at once</td></tr>
 * <tr><td>{@code sun.net.httpserver.maxReqHeaders}</td><td>100</td><td>different names in a head; beyond, the connection is closed</td></tr>
 * <tr><td>{@code sun.net.httpserver.maxReqHeaderSize}</td><td>32768</td>
 *     <td>bytes in a head, with 32 for each field; beyond, the connection is closed</td></tr>
 * <tr><td>{@code sun.net.httpserver.idleInterval}</td><td>60</td><td>seconds that a connection may be idle between requests</td></tr>
 * <tr><td>{@code sun.net.httpserver.clockTick}</td><td>1000</td><td>milliseconds between two looks for idle and silent connections</td></tr>
 * <tr><td>{@code sun.net.httpserver.maxIdleConnections}</td><td>10000</td><td>idle connections that are kept; 200 by default</td></tr>
 * <tr><td>{@code sun.net.httpserver.maxReqTime}, {@code sun.net.httpserver.timerMillis}</td><td>10, never</td>
 *     <td>seconds that a new connection may be silent, handshakes that never begin among them; unless one of these or
 *     {@code sun.net.httpserver.maxRspTime} is set</td></tr>
 * <tr><td>{@code jdk.httpserver.maxConnections}</td><td>a quarter of the descriptors</td>
 *     <td>connections of a port, so that two ports leave half for endpoints; beyond, new ones are closed. Set where the system tells its limit
 *     (Linux)</td></tr>
 * <tr><td>{@code jdk.httpclient.allowRestrictedHeaders}</td><td>host</td><td>{@code host} is added to what is there</td></tr>
 * </table>
 *
 * <p>Worth setting by hand: {@code jdk.httpserver.maxConnections} where the system does not tell how many descriptors there are, or more
 * than two ports are served, for the server spins when the process has none left. {@code sun.net.httpserver.maxReqTime} and
 * {@code maxRspTime} would bound the whole of a request and of an answer, large and slow ones too. Here the server never looks whether they
 * have passed, and takes the first for silence only: the deadlines of {@link dev.gatehouse.jdkhttp.FrontEndLimits} bound heads and
 * handshakes that have begun, and the pace of bodies, whatever their size.
 *
 * <h2>What the JDK's TLS does by itself</h2>
 *
 * <p>A name with an underscore is refused, also under a wildcard. Some malformed hellos are taken: {@code server_name} twice, bytes after the
 * extensions, no compression method, a {@code pre_shared_key} that is not the last. A client that offers other protocols than HTTP/1.1 only
 * is refused, as RFC 7301 asks.
 *
 * <h2>Answers that are cut</h2>
 *
 * <p>Where an endpoint's answer ends early, or a deadline passes within it, the client's connection is closed without a last chunk or
 * before the announced length. A client of HTTP/1.0 that got neither chunks nor a length cannot tell that from the end.
 */
@NullMarked
package dev.gatehouse.jdkhttp;

import org.jspecify.annotations.NullMarked;
