package dev.gatehouse.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads requests as RFC 9112 is written, and tells of all that another reader could take for something else. */
final class StrictReader {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private static final int PIECE = 16 * 1024;

    private final InputStream in;

    StrictReader(InputStream in) {
        this.in = in;
    }

    /** A request that came whole. */
    record Message(String method, String target, String host, long length, List<String> faults) {}

    private static final class Cut extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** The next one; null where the connection ended, be it within one. */
    @Nullable
    Message next() throws IOException {
        List<String> faults = new ArrayList<>();
        try {
            String[] words = line(faults).split(" ", -1);
            if (words.length != 3 || !words[2].equals("HTTP/1.1")) {
                faults.add("request line " + String.join(" ", words));
            }
            List<String> lengths = new ArrayList<>();
            List<String> codings = new ArrayList<>();
            List<String> hosts = new ArrayList<>();
            for (String line = line(faults); !line.isEmpty(); line = line(faults)) {
                int colon = line.indexOf(':');
                String name = colon < 0 ? line : line.substring(0, colon);
                String value = colon < 0 ? "" : line.substring(colon + 1).strip();
                if (!name.matches(TOKEN) || colon < 0) {
                    faults.add("field " + line);
                }
                switch (name.toLowerCase(Locale.ROOT).replace('_', '-')) {
                    case "content-length" -> lengths.add(name + value);
                    case "transfer-encoding" -> codings.add(name + value);
                    case "host" -> hosts.add(value);
                    default -> {}
                }
            }
            if (lengths.size() + codings.size() > 1 || hosts.size() != 1) {
                faults.add("fields " + lengths + codings + hosts);
            }
            long length = 0;
            if (!codings.isEmpty()) {
                if (!codings.get(0).equalsIgnoreCase("transfer-encodingchunked")) {
                    faults.add("coding " + codings);
                }
                length = chunks(faults);
            } else if (!lengths.isEmpty()) {
                length = number(lengths.get(0).substring("content-length".length()), 10, faults);
                take(length);
            }
            return new Message(
                    words[0],
                    words.length > 1 ? words[1] : "",
                    hosts.isEmpty() ? "" : hosts.get(0),
                    length,
                    List.copyOf(faults));
        } catch (Cut e) {
            return null;
        }
    }

    private long chunks(List<String> faults) throws IOException {
        long length = 0;
        for (long size = number(line(faults), 16, faults); size > 0; size = number(line(faults), 16, faults)) {
            take(size);
            length += size;
            if (!line(faults).isEmpty()) {
                faults.add("bytes behind a chunk");
            }
        }
        for (String trailer = line(faults); !trailer.isEmpty(); trailer = line(faults)) {
            if (!trailer.matches(TOKEN + ":.*")
                    || trailer.toLowerCase(Locale.ROOT).matches("(content.length|transfer.encoding|host):.*")) {
                faults.add("trailer " + trailer);
            }
        }
        return length;
    }

    private static long number(String digits, int radix, List<String> faults) {
        if (!digits.matches(radix == 10 ? "[0-9]{1,18}" : "[0-9a-fA-F]{1,15}")) {
            faults.add("number " + digits);
            return 0;
        }
        return Long.parseLong(digits, radix);
    }

    private void take(long count) throws IOException {
        for (long left = count; left > 0; ) {
            int taken = in.readNBytes((int) Math.min(left, PIECE)).length;
            if (taken == 0) {
                throw new Cut();
            }
            left -= taken;
        }
    }

    /** Without its CR LF. */
    private String line(List<String> faults) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean ended = false;
        while (!ended) {
            int c = in.read();
            if (c < 0) {
                throw new Cut();
            }
            if (c == '\r') {
                int next = in.read();
                ended = next == '\n';
                if (!ended) {
                    faults.add("a bare CR");
                }
            } else {
                if (c < ' ' && c != '\t') {
                    faults.add("a control character");
                    ended = c == '\n';
                }
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
