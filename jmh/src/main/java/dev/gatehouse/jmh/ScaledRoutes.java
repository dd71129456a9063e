package dev.gatehouse.jmh;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** HTTPRoutes from resources, and decisions from raw heads. */
final class ScaledRoutes implements Scaled<Routes, RequestHead, Decision, Resource> {
    private final ManyRoutes many;
    private final LiveRoutes live;
    private final Bind bind;
    private final Random readers = new Random(13);
    private final Random changes = new Random(17);

    ScaledRoutes(int routes) {
        many = new ManyRoutes(routes);
        live = LiveRoutes.of(Resources.decode(many.documents()));
        bind = live.current().binds().get(0);
    }

    @Override
    public String title() {
        return String.format(Locale.ROOT, "%,d HTTPRoutes", many.size());
    }

    @Override
    public RequestHead request() {
        return many.request(readers);
    }

    @Override
    public Routes state() {
        return live.current();
    }

    @Override
    public Decision ask(Routes state, RequestHead request) {
        return state.decide(bind, request);
    }

    @Override
    public void check(RequestHead request, @Nullable Decision answer) {
        if (!(answer instanceof Decision.Forward)) {
            throw new IllegalStateException(request + " is answered with " + answer);
        }
    }

    @Override
    public Resource next() {
        return many.route(changes);
    }

    @Override
    public void change(Resource next) {
        live.change(List.of(next), List.of());
    }

    @Override
    public void checkChange(Resource changed) {
        many.check(live.current(), bind, changed);
    }
}
