package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.ProblemType;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/// Path and query parameters, checked at the border: what is missing or malformed is a 400 that names it.
final class Parameters {
    static final int MAX_TOP = 10_000;
    static final int MAX_LIMIT = 10_000;
    /// S3 knows no part beyond it.
    static final int MAX_PART = 10_000;
    static final int MAX_PAGE_LIMIT = 1_000;
    static final int DEFAULT_PAGE_LIMIT = 100;
    static final int MAX_INTERVALS = 1_000;
    private static final Pattern INTEGER = Pattern.compile("-?\\d+");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private Parameters() {}

    /// A number that is too large for any job is a job that does not exist.
    static long jobId(String text) {
        if (!INTEGER.matcher(text).matches()) throw ApiException.badRequest("job_id is not a whole number: '%s'.".formatted(text));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw ApiException.of(ProblemType.UNKNOWN_JOB, "There is no job %s.".formatted(text));
        }
    }

    /// A number that no flow or session can have is not found.
    static long number(String name, String text) {
        if (!INTEGER.matcher(text).matches()) throw ApiException.badRequest("%s is not a whole number: '%s'.".formatted(name, text));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw ApiException.notFound("There is no %s %s.".formatted(name, text));
        }
    }

    /// A number that is too large for any flow is a flow that does not exist.
    static long flow(String text) {
        if (!INTEGER.matcher(text).matches()) throw ApiException.badRequest("The number of a flow is a whole number, not '%s'.".formatted(text));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw ApiException.of(ProblemType.UNKNOWN_FLOW, "There is no flow %s.".formatted(text));
        }
    }

    static String required(String name, String value) {
        if (value == null || value.isEmpty()) throw ApiException.badRequest("The query parameter %s is missing or empty.".formatted(name));
        return value;
    }

    /// An address literal, never looked up as a name; without zone and brackets.
    static String ip(String value) {
        String text = required("ip", value);
        if (IPV4.matcher(text).matches() || IPV6.matcher(text).matches()) {
            try {
                InetAddress.ofLiteral(text);
                return text.toLowerCase(java.util.Locale.ROOT);
            } catch (IllegalArgumentException _) {
                // said below
            }
        }
        throw ApiException.badRequest("ip is no IPv4 or IPv6 address: '%s'.".formatted(text));
    }

    static Integer top(String value) {
        return count("top", value, MAX_TOP);
    }

    static Integer intervals(String value) {
        return count("intervals", value, MAX_INTERVALS);
    }

    static Integer limit(String value) {
        return count("limit", value, MAX_LIMIT);
    }

    /// Of an upload, from 1 on.
    static int part(String value) {
        Integer part = count("from", value, MAX_PART);
        return part == null ? 1 : part;
    }

    /// Of a list beside v1, whose rows are dearer than flows.
    static int pageLimit(String value) {
        Integer limit = count("limit", value, MAX_PAGE_LIMIT);
        return limit == null ? DEFAULT_PAGE_LIMIT : limit;
    }

    static boolean flag(String name, String value) {
        return switch (value) {
            case null -> false;
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiException.badRequest("%s is true or false, not '%s'.".formatted(name, value));
        };
    }

    private static Integer count(String name, String value, int max) {
        if (value == null) return null;
        try {
            int count = Integer.parseInt(value);
            if (count >= 1 && count <= max) return count;
        } catch (NumberFormatException _) {
            // said below
        }
        throw ApiException.badRequest(String.format(Locale.ROOT, "%s is a whole number from 1 to %,d, not '%s'.", name, max, value));
    }
}
