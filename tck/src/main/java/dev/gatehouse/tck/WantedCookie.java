package dev.gatehouse.tck;

import java.util.Map;

/**
 * A cookie that an answer must set.
 *
 * @param attributes name, in lower case, to its value; true: it must be there, false: it must be missing
 */
record WantedCookie(String name, Map<String, Object> attributes) {}
