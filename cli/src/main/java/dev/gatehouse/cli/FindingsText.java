package dev.gatehouse.cli;

import dev.gatehouse.routing.insight.Change;
import dev.gatehouse.routing.insight.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Findings for people, as a good compiler shows its errors:
 *
 * <pre>
 * shop/ingress.yaml
 * shop/ingress.yaml:27: error: Ingress default/shop: spec.rules[0].http.paths[0].backend: found port 8080 ... [backend-port-not-in-service]
 *      |
 *   27 |             backend:
 *      |             ^^^^^^^
 *      = seen: Its requests get 500 (Gateway API) or 503 (Ingress).
 *      = fix: Use a port of the Service, not of its pods.
 *      = in Ingress default/shop set spec.rules[0].http.paths[0].backend.service.port.number
 *            number: 80
 * </pre>
 */
final class FindingsText {
    private static final String GUTTER = "     ";

    private final Function<String, List<String>> lines;
    private final Styles styles;
    private final List<String> out = new ArrayList<>();
    private final Map<String, List<String>> files = new HashMap<>();

    private FindingsText(Function<String, List<String>> lines, Styles styles) {
        this.lines = lines;
        this.styles = styles;
    }

    /**
     * The text, a heading for each file.
     *
     * @param findings in the order of their files
     * @param lines of a file, by its name; empty where they cannot be had
     */
    static List<String> lines(Collection<Finding> findings, Function<String, List<String>> lines, Styles styles) {
        FindingsText text = new FindingsText(lines, styles);
        String file = "";
        for (Finding finding : findings) {
            text.out.add("");
            if (!finding.source().file().equals(file)) {
                file = finding.source().file();
                text.out.add(styles.bold(file));
            }
            text.finding(finding);
        }
        return text.out;
    }

    private void finding(Finding finding) {
        out.add(ProblemsText.line(finding.problem(), styles));
        List<String> file = files.computeIfAbsent(finding.source().file(), lines);
        int line = finding.source().line();
        if (line > 0 && line <= file.size()) {
            Excerpt excerpt = Excerpt.of(file.get(line - 1), finding.field());
            out.add(GUTTER + styles.dim("|"));
            out.add(String.format("%4d ", line) + styles.dim("|") + " " + excerpt.text());
            out.add(GUTTER + styles.dim("|") + " " + styles.severity(finding.severity(), excerpt.carets()));
        }
        note("seen: " + finding.mistake().seen(), !finding.mistake().seen().isEmpty());
        note("fix: " + finding.mistake().fix(), !finding.mistake().fix().isEmpty());
        for (Change change : finding.changes()) {
            note(change.action() + (change.yaml().isEmpty() ? "" : ":"), true);
            change.yaml().lines().forEach(yaml -> out.add(GUTTER + "      " + styles.green(yaml)));
        }
    }

    private void note(String text, boolean worth) {
        if (worth) {
            out.add(GUTTER + styles.dim("=") + " " + text);
        }
    }
}
