package dev.tractor.query;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the values of fields.
final class Values {
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)([a-zA-Z]*)");
    private static final Map<String, Long> COUNTS = Map.of("", 1L, "k", 1_000L, "m", 1_000_000L, "g", 1_000_000_000L, "t", 1_000_000_000_000L);
    private static final Map<String, Long> NANOS = Map.of(
            "", 1_000_000_000L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L, "d", 86_400_000_000_000L);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int MAX_PROTOCOL = 255;

    private Values() {}

    /// @param exact with the sign `=`, which tells a host name from those under it
    static Value parse(FlowField field, String text, boolean exact, int column) throws QueryException {
        if (text.isBlank()) {
            throw new QueryException(field.field() + " wants " + field.kind().form(), column);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        int dots = lower.indexOf("..");
        if (field.kind().isOrdered() && dots > 0) {
            BigDecimal from = number(field, text.substring(0, dots), column);
            BigDecimal to = number(field, text.substring(dots + 2), column + dots + 2);
            if (from.compareTo(to) > 0) {
                throw new QueryException("the range " + text + " ends before it begins", column);
            }
            return new Value.Range(from, to);
        }
        return switch (field.kind()) {
            case NAME, NAMES -> new Value.Name(lower, false);
            case DOMAIN -> new Value.Name(lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower, !exact && lower.indexOf('*') < 0);
            case TEXT -> new Value.Text(lower);
            case ADDRESS -> network(field, lower, column);
            case COUNTRY -> country(field, lower, column);
            case PROTOCOL -> new Value.Number(protocol(field, lower, column));
            case NUMBER, TIME, DURATION, FRACTION -> new Value.Number(number(field, text, column));
        };
    }

    private static BigDecimal number(FlowField field, String text, int column) throws QueryException {
        if (field.kind() == FlowField.Kind.TIME && text.indexOf('T') > 0) {
            try {
                Instant instant = Instant.parse(text);
                return BigDecimal.valueOf(instant.getEpochSecond()).multiply(BigDecimal.valueOf(NANOS_PER_SECOND)).add(BigDecimal.valueOf(instant.getNano()));
            } catch (DateTimeException e) {
                throw wrong(field, text, column);
            }
        }
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            throw wrong(field, text, column);
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        Long factor = switch (field.kind()) {
            case NUMBER -> COUNTS.get(unit);
            case DURATION -> NANOS.get(unit);
            case TIME -> unit.isEmpty() ? NANOS_PER_SECOND : null;
            default -> unit.isEmpty() && number.compareTo(BigDecimal.ONE) <= 0 ? 1L : null;
        };
        if (factor == null) {
            throw wrong(field, text, column);
        }
        return number.multiply(BigDecimal.valueOf(factor));
    }

    private static BigDecimal protocol(FlowField field, String text, int column) throws QueryException {
        Integer number = TransportProtocols.number(text);
        if (number == null && text.matches("\\d{1,3}") && Integer.parseInt(text) <= MAX_PROTOCOL) {
            number = Integer.valueOf(text);
        }
        if (number == null) {
            throw wrong(field, text, column);
        }
        return BigDecimal.valueOf(number);
    }

    private static Value.Name country(FlowField field, String text, int column) throws QueryException {
        if (text.matches("[a-z]{2}")) {
            return new Value.Name(text.toUpperCase(Locale.ROOT), false);
        }
        if (text.equals("private") || text.equals("unknown")) {
            return new Value.Name(text, false);
        }
        throw wrong(field, text, column);
    }

    private static Value.Network network(FlowField field, String text, int column) throws QueryException {
        int slash = text.indexOf('/');
        try {
            byte[] address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
            int bits = address.length * Byte.SIZE;
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > bits || text.startsWith("+", slash + 1)) {
                throw wrong(field, text, column);
            }
            for (int bit = prefix; bit < bits; bit++) {
                address[bit / Byte.SIZE] &= (byte) ~(0x80 >>> bit % Byte.SIZE);
            }
            return new Value.Network(address, prefix);
        } catch (IllegalArgumentException e) {
            throw wrong(field, text, column);
        }
    }

    private static QueryException wrong(FlowField field, String text, int column) {
        return new QueryException("'" + text + "' does not fit " + field.field() + ", which wants " + field.kind().form(), column);
    }
}
