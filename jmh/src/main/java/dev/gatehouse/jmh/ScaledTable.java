package dev.gatehouse.jmh;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.match.Matcher;
import dev.gatehouse.routing.request.Plain;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import dev.gatehouse.routing.table.RouteTable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The table of the {@link Yardstick}, and its requests. A change gives a rule another path beside its own, so that what the requests are
 * answered never changes.
 */
final class ScaledTable implements Scaled<RouteTable, ScaledTable.Asked, RouteEntry, ScaledTable.Changed> {
    private final AttachedListener listener = Yardstick.listener(List.of());
    private final List<Lookup> lookups;
    private final RoutingRule[] rules;
    private final Random random = new Random(11);
    private volatile RouteTable table;
    private int asked;
    private int changes;

    ScaledTable(Yardstick yardstick) {
        List<RoutingRule> all = yardstick.rules();
        this.lookups = yardstick.lookups();
        this.rules = all.toArray(new RoutingRule[0]);
        this.table = Yardstick.table(all);
    }

    /** @param answer the path of the rule that takes it, or null */
    record Asked(Request request, @Nullable String answer) {}

    record Changed(int index, RoutingRule before, RoutingRule after) {
        String host() {
            return after.hosts().get(0).text();
        }

        /** The path that is new. */
        String path() {
            return after.matches().get(1).path().value();
        }
    }

    @Override
    public String title() {
        return String.format(Locale.ROOT, "%,d rules in a table", rules.length);
    }

    @Override
    public Asked request() {
        Lookup lookup = lookups.get(asked++ % lookups.size());
        return new Asked(Plain.of(lookup.host(), lookup.path()), lookup.answer);
    }

    @Override
    public RouteTable state() {
        return table;
    }

    @Override
    public @Nullable RouteEntry ask(RouteTable state, Asked request) {
        return found(state, request.request);
    }

    @Override
    public void check(Asked request, @Nullable RouteEntry answer) {
        String found = answer == null ? null : answer.match().path().value();
        if (!Objects.equals(found, request.answer)) {
            throw new IllegalStateException(request + " is answered by " + answer);
        }
    }

    @Override
    public Changed next() {
        int index = random.nextInt(rules.length);
        RoutingRule before = rules[index];
        PathMatch own = before.matches().get(0).path();
        RoutingRule after = new RoutingRule(
                before.origin(),
                before.hosts(),
                List.of(
                        RuleMatch.of(0, own),
                        RuleMatch.of(1, new PathMatch(own.kind(), own.value() + "/changed" + changes++))),
                before.action());
        return new Changed(index, before, after);
    }

    @Override
    public void change(Changed next) {
        table = table.with(listener, List.of(next.before), List.of(next.after));
    }

    @Override
    public void checkChange(Changed changed) {
        rules[changed.index] = changed.after;
        RouteEntry now = found(table, Plain.of(changed.host(), changed.path()));
        if (now == null || !now.rule().equals(changed.after)) {
            throw new IllegalStateException(changed + " is not served, but " + now);
        }
        if (changed.before.matches().size() > 1) {
            String old = changed.before.matches().get(1).path().value();
            RouteEntry left = found(table, Plain.of(changed.host(), old));
            if (left != null && left.match().path().value().equals(old)) {
                throw new IllegalStateException(old + " is still served, by " + left);
            }
        }
    }

    private static @Nullable RouteEntry found(RouteTable table, Request request) {
        ListenerTable serves = table.listener(Yardstick.BIND, request.host());
        return serves == null ? null : Matcher.match(serves, request);
    }
}
