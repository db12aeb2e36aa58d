package dev.tractor.stats.rest;

import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.query.FlowPage;
import dev.tractor.stats.search.FlowRequest;
import dev.tractor.stats.store.Text;
import jakarta.ws.rs.BadRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Reads the parameters of a request; whatever is not as it should be answers 400 and says why. Quarkus takes an empty one for one that is not given.
final class Parameters {
    private Parameters() {}

    /// @param text null: not given
    static int oneTo(int limit, String name, String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= limit) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BadRequestException(name + " must be a whole number from 1 to " + limit);
    }

    /// @param text null: not given
    static String label(String text) {
        return text == null ? null : Text.storable(text);
    }

    static IpAddress ip(String text) {
        try {
            return IpAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage());
        }
    }

    static String cursor(long afterOrdinal) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Long.toString(afterOrdinal).getBytes(StandardCharsets.US_ASCII));
    }

    static long afterOrdinal(String cursor) {
        if (cursor == null) {
            return FlowPage.FIRST;
        }
        try {
            long ordinal = Long.parseLong(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
            if (ordinal >= 0) {
                return ordinal;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new BadRequestException("cursor is none that was given with an answer");
    }

    static String cursor(FlowRequest.Position position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((position.value() + "/" + position.ordinal()).getBytes(StandardCharsets.US_ASCII));
    }

    /// @return null without a cursor
    static FlowRequest.Position position(String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String[] numbers = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split("/", -1);
            if (numbers.length == 2) {
                return new FlowRequest.Position(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new BadRequestException("cursor is none that was given with an answer");
    }
}
