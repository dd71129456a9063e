package dev.gatehouse.tck.echo;

/** The codes of gRPC, in the order of their numbers, from 0. */
public enum GrpcCode {
    OK,
    CANCELLED,
    UNKNOWN,
    INVALID_ARGUMENT,
    DEADLINE_EXCEEDED,
    NOT_FOUND,
    ALREADY_EXISTS,
    PERMISSION_DENIED,
    RESOURCE_EXHAUSTED,
    FAILED_PRECONDITION,
    ABORTED,
    OUT_OF_RANGE,
    UNIMPLEMENTED,
    INTERNAL,
    UNAVAILABLE,
    DATA_LOSS,
    UNAUTHENTICATED;

    /** The code of a number in {@code grpc-status}; {@link #UNKNOWN} for every other text. */
    public static GrpcCode numbered(String number) {
        for (GrpcCode code : values()) {
            if (number.equals(String.valueOf(code.ordinal()))) {
                return code;
            }
        }
        return UNKNOWN;
    }

    /** What a client makes of an HTTP answer that tells no code (the table {@code http-grpc-status-mapping} of gRPC). */
    public static GrpcCode ofHttp(int status) {
        return switch (status) {
            case 400 -> INTERNAL;
            case 401 -> UNAUTHENTICATED;
            case 403 -> PERMISSION_DENIED;
            case 404 -> UNIMPLEMENTED;
            case 429, 502, 503, 504 -> UNAVAILABLE;
            default -> UNKNOWN;
        };
    }
}
