package dev.gatehouse.yaml;

/** The names of the problems of this module. */
final class Names {
    static final String NOT_FOUND = "file-not-found";
    static final String UNREADABLE = "file-unreadable";
    static final String FILE_TOO_LARGE = "file-too-large";
    static final String INPUT_TOO_LARGE = "input-too-large";
    static final String NO_MANIFESTS = "no-manifests";
    static final String ENCODING = "yaml-encoding";
    static final String TOO_LARGE = "yaml-too-large";
    static final String TOO_MANY_DOCUMENTS = "yaml-too-many-documents";
    static final String TOO_MANY_PROBLEMS = "yaml-too-many-problems";
    static final String TOO_MANY_NODES = "yaml-too-many-nodes";
    static final String TOO_MANY_ALIASES = "yaml-too-many-aliases";
    static final String TOO_DEEP = "yaml-too-deep";
    static final String SYNTAX = "yaml-syntax";
    static final String CYCLIC_ALIAS = "yaml-cyclic-alias";
    static final String UNKNOWN_ALIAS = "yaml-unknown-alias";
    static final String DUPLICATE_KEY = "yaml-duplicate-key";
    static final String KEY = "yaml-key";
    static final String MERGE = "yaml-merge";
    static final String TAG = "yaml-tag";
    static final String NUMBER = "yaml-number";
    static final String READING = "yaml-1.1-scalar";
    static final String NOT_AN_OBJECT = "not-an-object";

    private Names() {}
}
