package dev.tractor.registry.job;

import dev.tractor.registry.capture.Capture;
import dev.tractor.registry.capture.CaptureNames;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Shows captures, each with its newest job. Sorted by the bytes of their names, as object stores sort.
@ApplicationScoped
public class CaptureListing {
    /// The most captures of one page.
    public static final int LIMIT = 10_000;

    private static final String WITH_NEWEST_JOB = "select c, j from Capture c left join Job j on j.capture = c and j.id = (select max(k.id) from Job k where k.capture = c) where c.listed";

    private final EntityManager database;

    CaptureListing(EntityManager database) {
        this.database = database;
    }

    /// @param limit captures of this page; all without it
    /// @param cursor the `next` of the page before
    /// @throws IllegalArgumentException when limit or cursor cannot be
    @Transactional
    public CapturePage page(OptionalInt limit, Optional<String> cursor) {
        limit.ifPresent(CaptureListing::checkLimit);
        TypedQuery<Object[]> query = database.createQuery(WITH_NEWEST_JOB + " and c.name > :after order by c.name", Object[].class);
        query.setParameter("after", cursor.map(CaptureListing::decode).orElse(""));
        limit.ifPresent(captures -> query.setMaxResults(captures + 1));
        List<CaptureView> found = query.getResultList().stream().map(CaptureListing::view).toList();
        if (limit.isEmpty() || found.size() <= limit.getAsInt()) {
            return new CapturePage(found, null);
        }
        List<CaptureView> page = found.subList(0, limit.getAsInt());
        return new CapturePage(page, encode(page.getLast().name()));
    }

    /// @throws NotFoundInRegistryException when none is listed by this name
    @Transactional
    public CaptureView get(String name) {
        return database.createQuery(WITH_NEWEST_JOB + " and c.name = :name", Object[].class).setParameter("name", name).getResultStream().findFirst()
                .map(CaptureListing::view).orElseThrow(() -> new NotFoundInRegistryException("no capture named '" + name + "'"));
    }

    private static CaptureView view(Object[] row) {
        return CaptureView.of((Capture) row[0], (Job) row[1]);
    }

    private static void checkLimit(int limit) {
        if (limit < 1 || limit > LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + LIMIT + ", but is " + limit);
        }
    }

    private static String encode(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        try {
            String name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor))).toString();
            CaptureNames.check(name);
            return name;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new IllegalArgumentException("cursor '" + cursor + "' is none that this list gave", e);
        }
    }
}
