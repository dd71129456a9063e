package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.request.Request;
import java.util.List;

/**
 * A filter of the embedding program, which routes name in {@code extensionRef}. Called for each request of each rule that names it, by
 * many threads at once and before anything of the request is sent anywhere; it must be quick and never wait.
 *
 * <p>One that throws makes the request fail with 500.
 */
@FunctionalInterface
public interface ExtensionFilter {
    /** What it makes of a request. */
    Verdict apply(Request request);

    /** What a filter makes of a request. */
    sealed interface Verdict {
        /** The request goes on as it is. */
        Verdict PASS = new Edit(HeaderEdits.NONE, HeaderEdits.NONE);

        /**
         * The request goes on, with these changes; they are made after those of the rule's own header modifiers.
         *
         * @param request to the request's headers; {@code Host} and what frames the message stay as they are
         * @param response to those of the backend's answer
         */
        record Edit(HeaderEdits request, HeaderEdits response) implements Verdict {}

        /**
         * The filter answers by itself, and nothing of the request goes on.
         *
         * @param status 200 to 599
         * @param fields {@code Content-Length}, {@code Transfer-Encoding} and {@code Connection} are not among them
         * @param body sent in UTF-8; empty for none
         */
        record Answer(int status, List<Field> fields, String body) implements Verdict {
            public Answer {
                fields = List.copyOf(fields);
            }
        }
    }
}
