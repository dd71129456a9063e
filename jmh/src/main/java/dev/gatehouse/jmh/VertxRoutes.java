package dev.gatehouse.jmh;

import dev.gatehouse.routing.attach.PathMatch;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;
import io.vertx.ext.web.Router;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.objenesis.ObjenesisStd;

/** A router of Vert.x. */
final class VertxRoutes {
    private static final Vertx VERTX = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));

    private final Router router = Router.router(VERTX);
    private @Nullable String found;

    VertxRoutes(List<PathMatch> paths) {
        Comparator<PathMatch> order = Comparator.comparing((PathMatch path) -> path.kind() != PathMatch.Kind.EXACT)
                .thenComparing(path -> -path.value().length());
        paths.stream()
                .sorted(order)
                .forEach(path -> router.route(path.kind() == PathMatch.Kind.EXACT ? path.value() : path.value() + "/*")
                        .handler(context -> found = path.value()));
        router.route().handler(context -> found = null);
    }

    /** The path of the rule, or null. */
    @Nullable
    String find(String path) {
        router.handle(new Get(path));
        return found;
    }

    /** A request as far as a router asks for it. */
    private static final class Get extends HttpServerRequestWrapper {
        /** A wrapper must have something to wrap. */
        private static final HttpServerRequestInternal NOTHING =
                new ObjenesisStd().newInstance(HttpServerRequestWrapper.class);

        private final String path;

        Get(String path) {
            super(NOTHING);
            this.path = path;
        }

        @Override
        public HttpMethod method() {
            return HttpMethod.GET;
        }

        @Override
        public boolean isValidAuthority() {
            return true;
        }

        @Override
        public HttpServerRequest routed(String route) {
            return this;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public String uri() {
            return path;
        }

        @Override
        public MultiMap headers() {
            return MultiMap.caseInsensitiveMultiMap();
        }

        @Override
        public @Nullable String getHeader(String name) {
            return null;
        }

        @Override
        public @Nullable String getHeader(CharSequence name) {
            return null;
        }
    }
}
