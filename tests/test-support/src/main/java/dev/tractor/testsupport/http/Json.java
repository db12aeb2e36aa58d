package dev.tractor.testsupport.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A JSON document of maps, lists, strings, numbers (`Integer`, `Long`, `Double`) and truth values.
///
/// A path is names and indexes: `jobs[0].capture.name`. A name after a list is asked of each of its elements; `size()` is the length of a list or map; the empty path is the document.
public record Json(Object value) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static Json of(String text) {
        try {
            return new Json(JSON.readValue(text, Object.class));
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /// Null when there is nothing.
    @SuppressWarnings("unchecked")
    public <T> T get(String path) {
        Object found = value;
        for (String step : path.replace("[", ".[").split("\\.")) {
            if (!step.isEmpty()) {
                found = step(found, step);
            }
        }
        return (T) found;
    }

    private static Object step(Object from, String step) {
        return switch (from) {
            case List<?> list when step.startsWith("[") -> {
                int index = Integer.parseInt(step.substring(1, step.length() - 1));
                yield index < list.size() ? list.get(index) : null;
            }
            case Collection<?> all when step.equals("size()") -> all.size();
            case Map<?, ?> map when step.equals("size()") -> map.size();
            case Map<?, ?> map -> map.get(step);
            case List<?> list -> {
                List<Object> each = new ArrayList<>();
                list.forEach(element -> each.add(step(element, step)));
                yield each;
            }
            case null, default -> null;
        };
    }

    public Json at(String path) {
        return new Json(get(path));
    }

    /// The first element of a list that has that value; empty when none has.
    public Json find(String list, String name, Object wanted) {
        return this.<Object>getList(list).stream().map(Json::new).filter(element -> Objects.equals(element.get(name), wanted)).findFirst().orElse(new Json(null));
    }

    public String getString(String path) {
        Object found = get(path);
        return found == null ? null : found.toString();
    }

    public int getInt(String path) {
        return number(path).intValue();
    }

    public long getLong(String path) {
        return number(path).longValue();
    }

    public double getDouble(String path) {
        return number(path).doubleValue();
    }

    private Number number(String path) {
        return Objects.requireNonNull(this.<Number>get(path), () -> "there is no number " + path + " in " + value);
    }

    public <T> List<T> getList(String path) {
        return get(path);
    }

    /// Whatever form the numbers have.
    public List<Long> getLongs(String path) {
        return this.<Number>getList(path).stream().map(number -> number == null ? null : Long.valueOf(number.longValue())).toList();
    }

    public <T> Map<String, T> getMap(String path) {
        return get(path);
    }
}
