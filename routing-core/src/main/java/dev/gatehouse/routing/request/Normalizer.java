package dev.gatehouse.routing.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policy strict-v1, on which matching, filters, forwarding and logs rely: what every server would read alike is brought into one
 * form, what servers read differently is refused. A request that is in normal form costs one scan, and no object but the
 * {@link Request} and, with a query, its two parts.
 */
final class Normalizer {
    private static final int MAX_METHOD = 64;
    private static final int MAX_TARGET = 8192;

    private Normalizer() {}

    static Normalized normalize(RequestHead head) {
        String method = head.method();
        if (!isMethod(method)) {
            return BadRequest.because("The method is not a token of 1 to " + MAX_METHOD + " characters.");
        }
        if (method.equals("CONNECT")) {
            return BadRequest.because("CONNECT asks for a tunnel, which no route gives.");
        }
        String target = head.target();
        if (target.length() > MAX_TARGET) {
            return new BadRequest(414, "The target has more than " + MAX_TARGET + " characters.");
        }
        if (target.startsWith("/")) {
            return withPath(head, target, 0, null, HostNormalizer.NO_PORT);
        }
        if (target.equals("*") && method.equals("OPTIONS")) {
            return withHost(head, "*", null, "*", null, HostNormalizer.NO_PORT);
        }
        int authority = RequestTarget.authorityStart(target);
        if (authority == 0) {
            return BadRequest.because("The target is neither a path nor an http or https URI.");
        }
        int path = RequestTarget.authorityEnd(target, authority);
        String named = target.substring(authority, path);
        int defaultPort = RequestTarget.defaultPort(authority);
        return path < target.length() && target.charAt(path) == '/'
                ? withPath(head, target, path, named, defaultPort)
                : withPath(head, "/" + target.substring(path), 0, named, defaultPort);
    }

    /** @param named the authority of an absolute-form target; null in any other form */
    private static Normalized withPath(
            RequestHead head, String target, int start, @Nullable String named, int defaultPort) {
        int normalEnd = NormalPath.end(target, start);
        int question = normalEnd >= 0 ? normalEnd : target.indexOf('?', start);
        int end = question >= 0 ? question : target.length();
        String queryFault = RequestTarget.queryFault(target, end);
        if (queryFault != null) {
            return BadRequest.because(queryFault);
        }
        String path = target.substring(start, end);
        String query = end < target.length() ? target.substring(end + 1) : null;
        if (normalEnd >= 0) {
            return withHost(head, path, query, query == null ? path : target.substring(start), named, defaultPort);
        }
        PathRewriter rewriter = new PathRewriter(path);
        String pathFault = rewriter.rewrite();
        if (pathFault != null) {
            return BadRequest.because(pathFault);
        }
        String rewritten = rewriter.path();
        String forwarded = query == null ? rewritten : rewritten + "?" + query;
        return withHost(head, rewritten, query, forwarded, named, defaultPort);
    }

    private static Normalized withHost(
            RequestHead head,
            String path,
            @Nullable String query,
            String target,
            @Nullable String named,
            int defaultPort) {
        List<String> lines = head.headerLines("host");
        if (lines.size() > 1) {
            return BadRequest.because("There is more than one Host.");
        }
        String line = lines.isEmpty() ? null : lines.get(0);
        if (line == null && head.hostRequired()) {
            return BadRequest.because("There is no Host.");
        }
        String pseudo = head.authority();
        String authority = pseudo != null ? pseudo : line != null ? line : named;
        if (authority == null) {
            return new Request(head, "", "", path, query, target);
        }
        String host = HostNormalizer.normalize(authority);
        if (host == null) {
            return BadRequest.because("The host is malformed.");
        }
        if (differs(line, authority, HostNormalizer.NO_PORT) || differs(named, authority, defaultPort)) {
            return BadRequest.because("The request names two hosts.");
        }
        return new Request(head, host, authority, path, query, target);
    }

    /** Whether a second authority is there and malformed, or is another than the first, which is well-formed. */
    private static boolean differs(@Nullable String second, String first, int defaultPort) {
        return second != null
                && !second.equals(first)
                && (HostNormalizer.normalize(second) == null || !HostNormalizer.same(second, first, defaultPort));
    }

    private static boolean isMethod(String method) {
        if (method.isEmpty() || method.length() > MAX_METHOD) {
            return false;
        }
        for (int i = 0; i < method.length(); i++) {
            if (!Ascii.isToken(method.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
