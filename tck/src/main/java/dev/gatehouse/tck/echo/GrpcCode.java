package dev.gatehouse.tck.echo;

/** The codes of gRPC. */
public enum GrpcCode {
    OK(0),
    CANCELLED(1),
    UNKNOWN(2),
    INVALID_ARGUMENT(3),
    DEADLINE_EXCEEDED(4),
    NOT_FOUND(5),
    ALREADY_EXISTS(6),
    PERMISSION_DENIED(7),
    RESOURCE_EXHAUSTED(8),
    FAILED_PRECONDITION(9),
    ABORTED(10),
    OUT_OF_RANGE(11),
    UNIMPLEMENTED(12),
    INTERNAL(13),
    UNAVAILABLE(14),
    DATA_LOSS(15),
    UNAUTHENTICATED(16);

    private final int number;

    GrpcCode(int number) {
        this.number = number;
    }

    /** As it stands in {@code grpc-status}. */
    public int number() {
        return number;
    }

    /** The code of a number in {@code grpc-status}; {@link #UNKNOWN} for every other text. */
    public static GrpcCode numbered(String number) {
        for (GrpcCode code : values()) {
            if (number.equals(String.valueOf(code.number))) {
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
