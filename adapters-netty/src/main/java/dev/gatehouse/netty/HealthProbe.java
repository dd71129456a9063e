package dev.gatehouse.netty;

import dev.gatehouse.netty.upstream.Opening;
import dev.gatehouse.netty.upstream.Target;
import dev.gatehouse.netty.upstream.UpstreamFailure;
import dev.gatehouse.netty.upstream.Upstreams;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.HealthCheck;
import dev.gatehouse.routing.plan.HealthChecks;
import dev.gatehouse.routing.plan.UpstreamProtocol;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks one endpoint again and again. On one event loop alone, but for {@link #begin} and {@link #end}. */
@SuppressWarnings("FutureReturnValueIgnored")
final class HealthProbe {
    /** The share of the interval by which it varies, and within which the first probe begins. */
    private static final int SPREAD = 10;

    private final ServiceBackend backend;
    private final Endpoint.Address endpoint;
    private final HealthCheck check;
    private final HealthChecks checks;
    private final Upstreams upstreams;
    private final EventLoop loop;
    private final Watch late;
    private @Nullable ScheduledFuture<?> next;
    private @Nullable HealthCall call;
    private int asked;
    private boolean ended;

    HealthProbe(
            ServiceBackend backend,
            Endpoint.Address endpoint,
            HealthCheck check,
            HealthChecks checks,
            Upstreams upstreams,
            EventLoop loop) {
        this.backend = backend;
        this.endpoint = endpoint;
        this.check = check;
        this.checks = checks;
        this.upstreams = upstreams;
        this.loop = loop;
        this.late = new Watch(
                loop,
                () -> answered(asked, "no answer within " + check.timeout().toMillis() + " ms"));
    }

    void begin() {
        loop.execute(() -> later(random(check.interval().toNanos() / SPREAD)));
    }

    /** What is under way is given up, and what was found is forgotten. */
    void end() {
        loop.execute(() -> {
            ended = true;
            asked++;
            late.end();
            if (next != null) {
                next.cancel(false);
            }
            giveUp();
            checks.forget(backend, endpoint);
        });
    }

    private static long random(long bound) {
        return bound <= 0 ? 0 : ThreadLocalRandom.current().nextLong(bound);
    }

    private void later(long nanos) {
        if (!ended) {
            next = loop.schedule(this::ask, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void ask() {
        int number = ++asked;
        late.set(check.timeout());
        if (check.probe() instanceof HealthCheck.Tcp) {
            connect(number);
        } else {
            HealthCall made = new HealthCall(check.probe(), backend, failure -> answered(number, failure));
            call = made;
            upstreams.open(loop, new Target(endpoint, protocol(), backend.tls()), made, true);
        }
    }

    private Target.Protocol protocol() {
        return check.probe() instanceof HealthCheck.Grpc
                ? Target.Protocol.HTTP2
                : ClientRequest.protocol(UpstreamProtocol.of(backend));
    }

    private void connect(int number) {
        Target target = new Target(endpoint, Target.Protocol.OPAQUE, null);
        upstreams.connect(loop, target, channel -> {}, new Opening() {
            @Override
            public void opened(Channel channel) {
                channel.close();
                answered(number, null);
            }

            @Override
            public void failed(UpstreamFailure failure) {
                answered(number, failure.reason());
            }
        });
    }

    /**
     * A probe is over.
     *
     * @param number which; the end of one that was given up tells nothing
     * @param failure null where the endpoint is well
     */
    private void answered(int number, @Nullable String failure) {
        if (number != asked || ended) {
            return;
        }
        asked++;
        late.clear();
        giveUp();
        if (failure == null) {
            checks.passed(backend, endpoint);
        } else {
            checks.failed(backend, endpoint, failure);
        }
        long interval = check.interval().toNanos();
        later(interval - interval / SPREAD + random(2 * interval / SPREAD));
    }

    private void giveUp() {
        HealthCall under = call;
        call = null;
        if (under != null) {
            under.cancel();
        }
    }
}
