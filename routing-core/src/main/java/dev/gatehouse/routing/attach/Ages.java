package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.Metadata;
import java.time.Instant;
import java.util.Comparator;

/** Which of two objects comes first: the older; an undated one after all dated ones; then by name. */
final class Ages {
    static final Comparator<Metadata> OLDEST_FIRST =
            Comparator.comparing(Ages::created).thenComparing(metadata -> metadata.namespace() + "/" + metadata.name());

    private Ages() {}

    private static Instant created(Metadata metadata) {
        Instant created = metadata.creationTimestamp();
        return created == null ? Instant.MAX : created;
    }
}
