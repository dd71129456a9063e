package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Bind;
import java.util.List;

/** The status of Ingresses: where they are reached, if they are served. */
final class IngressStatuses {
    private IngressStatuses() {}

    static List<IngressStatus> of(Attachment attachment, FrontEnd frontEnd) {
        return attachment.parents().stream()
                .filter(parent -> parent.route().kind().equals("Ingress"))
                .map(parent -> new IngressStatus(
                        parent.route(),
                        parent.refusal(),
                        parent.refusal() == null ? frontEnd.addresses().apply(Bind.INGRESS) : List.of()))
                .toList();
    }
}
