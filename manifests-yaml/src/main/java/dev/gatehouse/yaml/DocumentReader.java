package dev.gatehouse.yaml;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Source;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one chunk: the parser's events become maps, lists and scalars, and every limit is checked before memory is spent.
 *
 * <p>An alias shares the value it stands for, so that memory is bounded by the text; but it counts as a copy, for whoever walks
 * the document meets it as one. Values are immutable, which makes the sharing safe.
 */
final class DocumentReader {
    private static final String CORE_TAG = "tag:yaml.org,2002:";
    private static final int LONGEST_MESSAGE = 300;

    // Most documents are this small, and to build settings takes longer than to read one.
    private static final int SMALL = 4096;
    private static final LoadSettings SMALL_SETTINGS = settings(SMALL);

    private final String text;
    private final int firstLine;
    private final Limits limits;
    private final Report report;
    private final List<Document> documents;
    private final Iterator<Event> events;

    private final Map<String, Node> anchors = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private @Nullable Event ahead;
    private int line;
    private int nodes;
    private int aliases;
    private boolean refused;

    private DocumentReader(String text, int firstLine, Limits limits, Report report, List<Document> documents) {
        this.text = text;
        this.firstLine = firstLine;
        this.limits = limits;
        this.report = report;
        this.documents = documents;
        this.line = firstLine;
        LoadSettings settings = text.length() <= SMALL ? SMALL_SETTINGS : settings(text.length());
        events = new ParserImpl(settings, new StreamReader(settings, text));
    }

    /** The whole text in one read: the parser's window otherwise grows in steps that cost the square of a token. */
    private static LoadSettings settings(int longestText) {
        return LoadSettings.builder()
                .setBufferSize(longestText + 1)
                .setCodePointLimit(Integer.MAX_VALUE)
                .setParseComments(false)
                .build();
    }

    /**
     * Adds the documents of the text.
     *
     * @param line of the first character in its file
     */
    static void read(String text, int line, Limits limits, Report report, List<Document> documents) {
        try {
            new DocumentReader(text, line, limits, report, documents).stream();
        } catch (Refused e) {
            report.error(e.name, e.line, e.field, e.sentence);
        }
    }

    private void stream() {
        refuseControlCharacters();
        next();
        while (peek().getEventId() == Event.ID.DocumentStart) {
            next();
            anchors.clear();
            nodes = 0;
            aliases = 0;
            refused = false;
            Node root = value(FieldPath.ROOT, 1);
            next();
            // Only what follows tells that the document was whole: a scalar may turn out to be a key that is too long.
            peek();
            add(root);
        }
    }

    private void add(Node root) {
        if (refused || root.value == null) {
            return;
        }
        if (root.value instanceof Fields fields) {
            Source source = new Source(report.file(), root.line);
            documents.add(new Document(fields, source, FieldLines.of(fields, root.line)));
        } else {
            report.error(
                    Names.NOT_AN_OBJECT,
                    root.line,
                    "the document is " + what(root.value) + ", expected an object with a kind");
        }
    }

    /**
     * The next value: of a field, of an element of a list, or the document.
     *
     * @param depth 1 at the root
     */
    private Node value(FieldPath path, int depth) {
        spend(1, path);
        Node node = node(path, depth);
        if (node.plain != null && Scalars.differs(node.plain)) {
            report.reading(
                    Severity.HINT,
                    node.line,
                    path,
                    shown(node.plain) + " reads as " + Scalars.describe(node.value)
                            + ", as kubectl reads it; in YAML 1.2 it is " + Scalars.describe(Scalars.core(node.plain)));
        }
        return node;
    }

    /** The next value or key. */
    private Node node(FieldPath path, int depth) {
        Event event = next();
        int start = line;
        if (event instanceof AliasEvent alias) {
            return alias(alias, path, depth);
        }
        String anchor = ((NodeEvent) event).getAnchor().map(Object::toString).orElse(null);
        if (anchor != null) {
            anchors.remove(anchor);
        }
        Node node;
        if (event instanceof ScalarEvent scalar) {
            node = scalar(scalar, path);
        } else {
            if (depth > limits.depth()) {
                throw new Refused(
                        Names.TOO_DEEP,
                        line,
                        path,
                        "objects and lists are nested deeper than " + limits.depth() + " levels");
            }
            int before = nodes;
            boolean opened = anchor != null && open.add(anchor);
            boolean isMapping = event.getEventId() == Event.ID.MappingStart;
            refuseTag(((CollectionStartEvent) event).getTag(), isMapping ? "map" : "seq", path);
            Collected collected = isMapping ? mapping(path, depth) : sequence(path, depth);
            node = new Node(collected.value, start, nodes - before + 1, collected.height, null);
            if (opened) {
                open.remove(anchor);
            }
        }
        if (anchor != null) {
            anchors.put(anchor, node);
        }
        return node;
    }

    private Node alias(AliasEvent event, FieldPath path, int depth) {
        String name = event.getAlias().toString();
        if (++aliases > limits.aliases()) {
            throw new Refused(
                    Names.TOO_MANY_ALIASES, line, path, "the document has more than " + limits.aliases() + " aliases");
        }
        Node target = anchors.get(name);
        if (target == null && open.contains(name)) {
            throw new Refused(
                    Names.CYCLIC_ALIAS, line, path, "the alias *" + name + " stands inside what it stands for");
        }
        if (target == null) {
            throw new Refused(
                    Names.UNKNOWN_ALIAS, line, path, "the alias *" + name + " has no anchor &" + name + " before it");
        }
        spend(target.weight - 1, path);
        if (depth + target.height - 1 > limits.depth()) {
            throw new Refused(
                    Names.TOO_DEEP,
                    line,
                    path,
                    "with the alias *" + name + " objects and lists are nested deeper than " + limits.depth()
                            + " levels");
        }
        return new Node(target.value, line, target.weight, target.height, target.plain);
    }

    private Collected sequence(FieldPath path, int depth) {
        Items.Builder items = new Items.Builder();
        int height = 0;
        while (peek().getEventId() != Event.ID.SequenceEnd) {
            Node item = value(path.index(items.size()), depth + 1);
            items.add(item.value, item.line);
            height = Math.max(height, item.height);
        }
        next();
        return new Collected(items.build(), height + 1);
    }

    private Collected mapping(FieldPath path, int depth) {
        Fields.Builder fields = new Fields.Builder();
        Set<String> merged = new HashSet<>();
        int mergeLine = 0;
        int height = 0;
        while (peek().getEventId() != Event.ID.MappingEnd) {
            boolean isMerge = isMerge(peek());
            Node keyNode = node(path, depth + 1);
            String key = isMerge ? "<<" : key(keyNode, path);
            Node value = value(key == null ? path : path.field(key), depth + 1);
            height = Math.max(height, value.height);
            if (isMerge) {
                refuseDuplicate("<<", mergeLine, keyNode.line, path);
                mergeLine = keyNode.line;
                merge(value, fields, merged, mergeLine, path);
            } else if (key != null) {
                refuseDuplicate(key, merged.remove(key) ? 0 : fields.line(key), keyNode.line, path);
                fields.put(key, value.value, keyNode.line);
            }
        }
        next();
        return new Collected(fields.build(), height + 1);
    }

    /**
     * The fields of another object, or of several of which the earlier count, as defaults of this one.
     *
     * @param merged the keys that came from a merge, and that the object's own may therefore set once more
     */
    private void merge(Node value, Fields.Builder fields, Set<String> merged, int mergeLine, FieldPath path) {
        List<?> sources = value.value instanceof Items items ? items : Collections.singletonList(value.value);
        for (Object source : sources) {
            if (!(source instanceof Fields defaults)) {
                error(
                        Names.MERGE,
                        mergeLine,
                        path.field("<<"),
                        "merges " + what(source) + ", expected an object or a list of objects");
                return;
            }
            for (Map.Entry<String, @Nullable Object> entry : defaults.entrySet()) {
                String key = entry.getKey();
                int before = fields.line(key);
                if (before == 0) {
                    fields.put(key, entry.getValue(), defaults.line(key));
                    merged.add(key);
                } else if (!merged.contains(key)) {
                    // kubectl takes the merged value here and YAML the written one.
                    error(
                            Names.MERGE,
                            mergeLine,
                            path.field("<<"),
                            "merges the key " + shown(key) + ", which line " + before
                                    + " has set already; readers disagree on which counts: write << first");
                }
            }
        }
    }

    /** A key as text, as kubectl makes it of numbers and booleans; null where it is refused. */
    private @Nullable String key(Node node, FieldPath path) {
        Object value = node.value;
        if (value instanceof String key) {
            return key;
        }
        if (value == null || value instanceof Double || value instanceof Fields || value instanceof Items) {
            String template = value instanceof Fields ? " (is this a template that was not rendered?)" : "";
            error(Names.KEY, node.line, path, "a key is " + what(value) + template + ", expected a string");
            return null;
        }
        String key = value.toString();
        if (node.plain != null && !node.plain.equals(key)) {
            report.reading(
                    Severity.WARNING,
                    node.line,
                    path.field(key),
                    "the key " + shown(node.plain) + " reads as \"" + key
                            + "\", as kubectl reads it; write it in quotes");
        }
        return key;
    }

    private Node scalar(ScalarEvent event, FieldPath path) {
        String written = Words.shared(event.getValue());
        String tag = event.getTag().orElse(null);
        if (tag == null && event.isPlain()) {
            return new Node(number(Scalars.kubernetes(written), path), line, 1, 0, written);
        }
        Object value = tag == null ? written : tagged(tag, written, path);
        return new Node(value, line, 1, 0, null);
    }

    private @Nullable Object tagged(String tag, String written, FieldPath path) {
        Object value = Scalars.kubernetes(written);
        boolean fits = true;
        switch (tag) {
            case "!", CORE_TAG + "str", CORE_TAG + "timestamp", CORE_TAG + "merge" -> {
                return written;
            }
            case CORE_TAG + "null" -> fits = value == null;
            case CORE_TAG + "bool" -> fits = value instanceof Boolean;
            case CORE_TAG + "int" -> fits = value instanceof Number && !(value instanceof Double);
            case CORE_TAG + "float" -> fits = value instanceof Number;
            default -> refuseTag(Optional.of(tag), "", path);
        }
        if (!fits) {
            error(Names.TAG, line, path, "the tag " + shownTag(tag) + " does not fit " + Scalars.describe(value));
        }
        return number(value, path);
    }

    private @Nullable Object number(@Nullable Object value, FieldPath path) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            error(Names.NUMBER, line, path, "the value is " + number + ", which Kubernetes has no way to write");
        } else if (Scalars.TOO_LARGE.equals(value)) {
            error(Names.NUMBER, line, path, "the number does not fit 64 bits; write it in quotes if it is text");
        }
        return value;
    }

    private void refuseTag(Optional<String> tag, String expected, FieldPath path) {
        if (tag.isPresent() && !tag.get().equals("!") && !tag.get().equals(CORE_TAG + expected)) {
            error(
                    Names.TAG,
                    line,
                    path,
                    "has the tag " + shownTag(tag.get()) + ", expected none, or one of the plain types of JSON");
        }
    }

    private void refuseDuplicate(String key, int before, int keyLine, FieldPath path) {
        if (before > 0) {
            error(
                    Names.DUPLICATE_KEY,
                    keyLine,
                    path.field(key),
                    "the key " + shown(key) + " is set on line " + before + " and again on line " + keyLine);
        }
    }

    private static boolean isMerge(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.getValue().equals("<<")
                && scalar.getTag().map(tag -> tag.equals(CORE_TAG + "merge")).orElse(scalar.isPlain());
    }

    private static String what(@Nullable Object value) {
        return value instanceof Items ? "a list" : value instanceof Fields ? "an object" : Scalars.describe(value);
    }

    private static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private static String shownTag(String tag) {
        return shown(tag.startsWith(CORE_TAG) ? "!!" + tag.substring(CORE_TAG.length()) : tag);
    }

    /** Something is wrong with one field: the document is refused, and read on for what else is wrong. */
    private void error(String name, int at, FieldPath path, String message) {
        refused = true;
        report.error(name, at, path, message);
        if (report.full()) {
            throw new Refused(
                    Names.TOO_MANY_PROBLEMS, at, FieldPath.ROOT, "the document has too many problems to read on");
        }
    }

    private void spend(int count, FieldPath path) {
        nodes += count;
        if (nodes > limits.nodes()) {
            throw new Refused(
                    Names.TOO_MANY_NODES,
                    line,
                    path,
                    "the document has more than " + limits.nodes() + " values, aliases counted as what they stand for");
        }
    }

    /** Tells the line of a character that no YAML may hold; the parser would only know its index. */
    private void refuseControlCharacters() {
        int at = firstLine;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
                at++;
            } else if ((c < ' ' && c != '\t' && c != '\r')
                    || (c >= 0x80 && c < 0xA0 && c != 0x85)
                    || c == 0xFFFE
                    || c == 0xFFFF) {
                throw new Refused(
                        Names.SYNTAX,
                        at,
                        FieldPath.ROOT,
                        String.format("the control character U+%04X is not allowed here", (int) c));
            }
        }
    }

    private Event peek() {
        if (ahead == null) {
            ahead = parsed();
        }
        return ahead;
    }

    /** The next event; {@code line} is then its line. */
    private Event next() {
        Event event = peek();
        ahead = null;
        line = event.getStartMark().map(this::line).orElse(line);
        return event;
    }

    private Event parsed() {
        try {
            return events.next();
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            String context = e.getContext() == null ? "" : e.getContext() + ": ";
            throw broken(mark.map(this::line).orElse(line), context + e.getProblem());
        } catch (RuntimeException e) {
            // Whatever the parser stumbles over is a fault of the text: nothing that is read may end the program.
            throw broken(line, String.valueOf(e.getMessage()));
        }
    }

    private int line(Mark mark) {
        return firstLine + mark.getLine();
    }

    private static Refused broken(int at, String message) {
        String sentence = message.replaceAll("\\s+", " ").strip();
        int end = Math.min(sentence.length(), LONGEST_MESSAGE);
        return new Refused(Names.SYNTAX, at, FieldPath.ROOT, sentence.substring(0, end));
    }

    /**
     * A value as it was read.
     *
     * @param weight how many values it holds, itself included
     * @param height how many objects and lists deep it is; 0 for a scalar
     * @param plain the text of an unquoted scalar, otherwise null
     */
    private record Node(
            @Nullable Object value,
            int line,
            int weight,
            int height,
            @Nullable String plain) {}

    private record Collected(Object value, int height) {}

    /** Ends the reading of a document that is not worth or not safe to read on. Never leaves this class. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String name;
        private final int line;
        private final transient FieldPath field;
        private final String sentence;

        Refused(String name, int line, FieldPath field, String sentence) {
            super(sentence, null, false, false);
            this.name = name;
            this.line = line;
            this.field = field;
            this.sentence = sentence;
        }
    }
}
