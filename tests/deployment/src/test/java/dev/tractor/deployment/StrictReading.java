package dev.tractor.deployment;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;

/// The client keeps fields that it does not know beside those that it does. Here they are errors.
final class StrictReading {
    private static final String MODEL = "io.fabric8.";

    private StrictReading() {}

    /// @param where what is said of the object when it has an unknown field
    static void requireNothingUnknown(String where, Object object) {
        assertFalse(object instanceof GenericKubernetesResource, () -> where + " is of no known kind");
        switch (object) {
            case null -> { }
            case Collection<?> items -> items.forEach(item -> requireNothingUnknown(where, item));
            case Map<?, ?> entries -> entries.forEach((key, value) -> requireNothingUnknown(where + "." + key, value));
            case Object bean when bean.getClass().getName().startsWith(MODEL) && !bean.getClass().isEnum() -> properties(where, bean);
            default -> { }
        }
    }

    private static void properties(String where, Object bean) {
        for (Method method : bean.getClass().getMethods()) {
            if (method.getName().startsWith("get") && method.getParameterCount() == 0 && method.getDeclaringClass() != Object.class) {
                Object value = value(method, bean);
                if (method.getName().equals("getAdditionalProperties")) {
                    assertTrue(((Map<?, ?>) value).isEmpty(), () -> where + " has unknown fields: " + value);
                } else {
                    requireNothingUnknown(where + "." + method.getName().substring("get".length()), value);
                }
            }
        }
    }

    private static Object value(Method method, Object bean) {
        try {
            return method.invoke(bean);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(method.toString(), e);
        }
    }
}
