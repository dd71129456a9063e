package dev.gatehouse.jmh;

import org.jspecify.annotations.Nullable;

/**
 * A large table that is asked and changed at the same time, by one thread each.
 *
 * @param <S> a state of it, which never changes
 * @param <Q> what is asked
 * @param <A> what is answered, or null
 * @param <C> what is changed
 */
interface Scaled<S, Q, A, C> {
    /** Such as {@code 1,000,000 rules}. */
    String title();

    /** A request, with texts that nobody has seen before. */
    Q request();

    /** The state of now. */
    S state();

    /** What is measured of a reader. */
    @Nullable
    A ask(S state, Q request);

    /** Throws where that is not what is served, before each change and after it. */
    void check(Q request, @Nullable A answer);

    /** What comes next. */
    C next();

    /** What is measured of a change: from what is changed to the state that serves it. */
    void change(C next);

    /** Throws where the change that was made last is not served. */
    void checkChange(C changed);
}
