package dev.gatehouse.jmh;

import dev.gatehouse.routing.attach.PathMatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.Host;
import org.apache.catalina.Wrapper;
import org.apache.catalina.mapper.Mapper;
import org.apache.catalina.mapper.MappingData;
import org.apache.catalina.mapper.WrapperMappingInfo;
import org.apache.tomcat.util.buf.MessageBytes;
import org.jspecify.annotations.Nullable;

/** Tomcat's mapper, asked as its connectors do: with buffers that are used again. */
final class TomcatMapper {
    private final Mapper mapper = new Mapper();
    private final MessageBytes host = MessageBytes.newInstance();
    private final MessageBytes path = MessageBytes.newInstance();
    private final MappingData found = new MappingData();

    TomcatMapper(Map<String, List<PathMatch>> hosts) {
        hosts.forEach((name, paths) -> {
            Host of = named(Host.class, name);
            Context context = named(Context.class, name);
            List<WrapperMappingInfo> wrappers = new ArrayList<>();
            for (PathMatch each : paths) {
                String pattern = each.kind() == PathMatch.Kind.EXACT ? each.value() : each.value() + "/*";
                wrappers.add(new WrapperMappingInfo(pattern, named(Wrapper.class, each.value()), false, false));
            }
            mapper.addHost(name, new String[0], of);
            mapper.addContextVersion(name, of, "", "", context, new String[0], null, wrappers);
        });
    }

    /** What stands for the path of a rule, or null. */
    @Nullable
    Object find(String host, String path) {
        this.host.recycle();
        this.path.recycle();
        found.recycle();
        this.host.setString(host);
        this.path.setString(path);
        try {
            mapper.map(this.host, this.path, null, found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.wrapper;
    }

    /** What a mapper needs of the objects that it leads to is that they are there. */
    private static <T> T named(Class<T> type, String name) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "toString", "getName" -> name;
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> method.getReturnType() == boolean.class ? false : null;
                }));
    }
}
