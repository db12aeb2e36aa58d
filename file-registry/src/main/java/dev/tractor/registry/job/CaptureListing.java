package dev.tractor.registry.job;

import dev.tractor.registry.capture.Capture;
import dev.tractor.registry.capture.CaptureNames;
import dev.tractor.registry.capture.Captures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Shows captures, each with its newest job. A page begins behind a place, so a deep page costs what the first one does.
@ApplicationScoped
public class CaptureListing {
    /// The most captures or jobs of one page.
    public static final int LIMIT = 10_000;

    private static final String WITH_NEWEST_JOB = "select c, j from Capture c left join Job j on j.capture = c and j.id = (select max(k.id) from Job k where k.capture = c) where c.listed";
    /// The state of a capture without a job.
    private static final String NEW = "new";

    private final EntityManager database;
    private final Captures captures;

    CaptureListing(EntityManager database, Captures captures) {
        this.database = database;
        this.captures = captures;
    }

    /// @throws IllegalArgumentException when state, sort, limit or cursor cannot be
    @Transactional
    public CapturePage page(CaptureRequest request) {
        request.limit().ifPresent(CaptureListing::checkLimit);
        List<Object[]> rows = query(request).getResultList();
        int limit = request.limit().orElse(rows.size());
        List<Object[]> page = rows.subList(0, Math.min(limit, rows.size()));
        String next = rows.size() <= limit ? null : Place.of(request.sortBy(), (Capture) page.getLast()[0], (Job) page.getLast()[1]).encoded();
        Map<String, List<String>> same = captures.namesByDigest(page.stream().map(row -> ((Capture) row[0]).sha256()).filter(Objects::nonNull).distinct().toList());
        return new CapturePage(page.stream().map(row -> view(row, same)).toList(), next);
    }

    private TypedQuery<Object[]> query(CaptureRequest request) {
        CaptureSort sort = request.sortBy();
        Optional<Place> after = request.cursor().map(cursor -> Place.decoded(sort, cursor));
        Optional<JobState> state = request.state().filter(text -> !text.equals(NEW)).map(CaptureListing::state);
        String compared = request.descending() ? "<" : ">";
        StringBuilder text = new StringBuilder(WITH_NEWEST_JOB);
        request.search().ifPresent(search -> text.append(" and position(:search in lower(c.name)) > 0"));
        request.state().ifPresent(wanted -> text.append(state.isPresent() ? " and j.state = :state" : " and j is null"));
        after.ifPresent(place -> text.append(place.value() == null ? " and c.name %s :name".formatted(compared)
                : " and (%1$s %2$s :value or (%1$s = :value and c.name > :name))".formatted(sort.column(), compared)));
        text.append(" order by ").append(sort.column()).append(request.descending() ? " desc" : "").append(sort == CaptureSort.NAME ? "" : ", c.name");

        TypedQuery<Object[]> query = database.createQuery(text.toString(), Object[].class);
        request.search().ifPresent(search -> query.setParameter("search", lower(search)));
        state.ifPresent(wanted -> query.setParameter("state", wanted));
        after.ifPresent(place -> query.setParameter("name", place.name()));
        after.map(Place::value).ifPresent(value -> query.setParameter("value", value));
        request.limit().ifPresent(limit -> query.setMaxResults(limit + 1));
        return query;
    }

    /// As PostgreSQL does it in the collation of the names, by bytes: ASCII letters only.
    private static String lower(String text) {
        return text.codePoints().map(c -> c < 128 ? Character.toLowerCase(c) : c).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /// @throws NotFoundInRegistryException when none is listed by this name
    @Transactional
    public CaptureView get(String name) {
        Object[] row = database.createQuery(WITH_NEWEST_JOB + " and c.name = :name", Object[].class).setParameter("name", name).getResultStream().findFirst()
                .orElseThrow(() -> NotFoundInRegistryException.capture(name));
        String digest = ((Capture) row[0]).sha256();
        return view(row, captures.namesByDigest(digest == null ? List.of() : List.of(digest)));
    }

    private static CaptureView view(Object[] row, Map<String, List<String>> namesByDigest) {
        Capture capture = (Capture) row[0];
        List<String> same = capture.sha256() == null ? List.of() : namesByDigest.getOrDefault(capture.sha256(), List.of());
        return CaptureView.of(capture, (Job) row[1], same.stream().filter(name -> !name.equals(capture.name())).toList());
    }

    private static JobState state(String text) {
        return JobState.of(text).orElseThrow(() -> new IllegalArgumentException("state is new, in_progress, finished or failed, not '" + text + "'"));
    }

    static void checkLimit(int limit) {
        if (limit < 1 || limit > LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + LIMIT + ", but is " + limit);
        }
    }

    /// Where a page ends.
    ///
    /// @param value by which is sorted; null when that is the name
    private record Place(Long value, String name) {
        /// No name holds it.
        private static final char SEPARATOR = '\0';

        static Place of(CaptureSort sort, Capture capture, Job newest) {
            return switch (sort) {
                case NAME -> new Place(null, capture.name());
                case FLOWS -> new Place(newest == null || newest.flows() == null ? -1 : newest.flows(), capture.name());
                case SIZE -> new Place(capture.sizeBytes(), capture.name());
                case TIME -> new Place(capture.firstNanos(), capture.name());
                case NEW -> new Place(capture.id(), capture.name());
            };
        }

        String encoded() {
            String text = value == null ? name : value + String.valueOf(SEPARATOR) + name;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        static Place decoded(CaptureSort sort, String cursor) {
            try {
                String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor))).toString();
                int separator = text.indexOf(SEPARATOR);
                if ((separator < 0) != (sort == CaptureSort.NAME)) {
                    throw new IllegalArgumentException("of another order");
                }
                Place place = separator < 0 ? new Place(null, text) : new Place(Long.valueOf(text.substring(0, separator)), text.substring(separator + 1));
                CaptureNames.check(place.name());
                return place;
            } catch (IllegalArgumentException | CharacterCodingException e) {
                throw new IllegalArgumentException("cursor '" + cursor + "' is none that this list gave", e);
            }
        }
    }
}
