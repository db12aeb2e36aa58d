package dev.tractor.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ChartTest {
    @Test
    void x() {
        System.out.println(Chart.lint().getMessages());
        Chart.development().objects().forEach(o -> System.out.println(o.getKind() + " " + o.getMetadata().getName()));
    }
}
