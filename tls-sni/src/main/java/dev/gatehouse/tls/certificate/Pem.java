package dev.gatehouse.tls.certificate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The text form of keys and certificates (RFC 7468). Text between blocks is a comment, as tools write it. */
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    /** Kubernetes takes no larger Secret. */
    private static final int MAX_LENGTH = 1 << 20;
    /** The start of a PEM text that went through base64 once more. */
    private static final String TWICE = "LS0tLS1CRUdJTi";

    /** One block. */
    static final class Block {
        private final String label;
        private final byte[] bytes;
        private final boolean encrypted;
        private final int line;

        private Block(String label, byte[] bytes, boolean encrypted, int line) {
            this.label = label;
            this.bytes = bytes;
            this.encrypted = encrypted;
            this.line = line;
        }

        /** Such as {@code CERTIFICATE}. */
        String label() {
            return label;
        }

        byte[] bytes() {
            return bytes;
        }

        /** Whether its header says so ({@code Proc-Type: 4,ENCRYPTED}); its bytes are of no use then. */
        boolean encrypted() {
            return encrypted;
        }

        /** That of its BEGIN line, counted from 1. */
        int line() {
            return line;
        }
    }

    private Pem() {}

    static List<Block> read(byte[] text) throws MalformedPem {
        if (text.length == 0) {
            throw new MalformedPem("is empty");
        }
        if (text.length > MAX_LENGTH) {
            throw new MalformedPem("has " + text.length + " bytes (expected: at most " + MAX_LENGTH + ")");
        }
        if (text.length > 1 && text[0] == Der.SEQUENCE && text[1] < 0) {
            throw new MalformedPem("is not PEM but looks like DER");
        }
        String[] lines = new String(text, StandardCharsets.ISO_8859_1).split("\r\n|\n|\r", -1);
        if (lines[0].startsWith(TWICE)) {
            throw new MalformedPem(
                    "is PEM in base64 twice (expected: PEM, in base64 once under data, as it is under stringData)");
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.startsWith(END)) {
                throw new MalformedPem("has an END line without its BEGIN line, in line " + (i + 1));
            }
            if (line.startsWith(BEGIN)) {
                if (line.length() < BEGIN.length() + DASHES.length() || !line.endsWith(DASHES)) {
                    throw new MalformedPem("has a BEGIN line that does not end in -----, in line " + (i + 1));
                }
                String label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                int begin = i;
                i = end(lines, begin, label);
                blocks.add(block(lines, label, begin, i));
            }
        }
        return blocks;
    }

    private static int end(String[] lines, int begin, String label) throws MalformedPem {
        for (int i = begin + 1; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.equals(END + label + DASHES)) {
                return i;
            }
            if (line.startsWith(DASHES)) {
                break;
            }
        }
        throw new MalformedPem("has no END line for the BEGIN line in line " + (begin + 1));
    }

    private static Block block(String[] lines, String label, int begin, int end) throws MalformedPem {
        StringBuilder base64 = new StringBuilder();
        boolean encrypted = false;
        for (int i = begin + 1; i < end; i++) {
            if (lines[i].indexOf(':') >= 0) {
                encrypted |= lines[i].startsWith("Proc-Type:") && lines[i].contains("ENCRYPTED");
            } else {
                base64.append(lines[i].strip());
            }
        }
        try {
            return new Block(label, Base64.getDecoder().decode(base64.toString()), encrypted, begin + 1);
        } catch (IllegalArgumentException e) {
            // The message of e quotes a character of what may be a key.
            throw new MalformedPem("is not base64 in the block that begins in line " + (begin + 1));
        }
    }

    static String write(String label, byte[] bytes) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return BEGIN + label + DASHES + "\n" + base64 + "\n" + END + label + DASHES + "\n";
    }
}
