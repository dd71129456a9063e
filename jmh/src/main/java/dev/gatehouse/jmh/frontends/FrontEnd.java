package dev.gatehouse.jmh.frontends;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The front ends that are compared: adding one is adding a constant. */
enum FrontEnd {
    NGINX("nginx") {
        @Override
        List<String> command(Workplace place) throws IOException {
            return List.of(
                    "nginx",
                    "-p",
                    place.folder() + "/",
                    "-c",
                    Configurations.nginx(place).toString());
        }
    },
    HAPROXY("HAProxy") {
        @Override
        List<String> command(Workplace place) throws IOException {
            return List.of("haproxy", "-db", "-f", Configurations.haproxy(place).toString());
        }
    },
    GATEHOUSE_NETTY("Gatehouse, Netty") {
        @Override
        List<String> command(Workplace place) throws IOException {
            return Configurations.gatehouse(place, "netty");
        }
    },
    GATEHOUSE_JDK("Gatehouse, JDK") {
        @Override
        List<String> command(Workplace place) throws IOException {
            return Configurations.gatehouse(place, "jdk");
        }

        @Override
        boolean speaks(Load load) {
            return load != Load.TLS_HTTP_2;
        }
    },
    UNDERTOW("Undertow") {
        @Override
        List<String> command(Workplace place) {
            return java(UndertowFrontEnd.class, place);
        }
    },
    VERTX("Vert.x") {
        @Override
        List<String> command(Workplace place) {
            return java(VertxFrontEnd.class, place);
        }
    },
    NETTY_SKETCH("Netty's codecs, nothing else") {
        @Override
        List<String> command(Workplace place) {
            return java(NettySketch.class, place);
        }

        @Override
        boolean speaks(Load load) {
            return load == Load.HTTP_1 || load == Load.PACED;
        }
    },
    BARE_JDK("the JDK's server and client, nothing else") {
        @Override
        List<String> command(Workplace place) {
            return java(BareJdk.class, place);
        }

        @Override
        boolean speaks(Load load) {
            return load != Load.TLS_HTTP_2;
        }
    };

    private final String title;

    FrontEnd(String title) {
        this.title = title;
    }

    /** What starts it in the foreground, with every file that it needs written. */
    abstract List<String> command(Workplace place) throws IOException;

    boolean speaks(Load load) {
        return true;
    }

    String title() {
        return title;
    }

    private static List<String> java(Class<?> main, Workplace place) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                place.certificate().toString(),
                place.key().toString());
    }
}
