package dev.gatehouse.jdkhttp;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;

/** Content of no bytes, which is sent with {@code Content-Length: 0}; a request without content is sent without. */
final class EmptyBody {
    static final BodyPublisher EMPTY = BodyPublishers.noBody();

    private EmptyBody() {}
}
