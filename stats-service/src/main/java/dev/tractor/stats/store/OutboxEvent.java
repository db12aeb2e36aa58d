package dev.tractor.stats.store;

import dev.tractor.contracts.v1.JobEvent;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;

/// A job event that was decided with the transaction that wrote it and still has to be published.
@Entity
@Table(name = "outbox")
public class OutboxEvent extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long eventId;
    public long jobId;
    /// An encoded `JobEvent`.
    public byte[] event;

    public static void add(JobEvent event) {
        OutboxEvent row = new OutboxEvent();
        row.jobId = event.getJobId();
        row.event = event.toByteArray();
        row.persist();
    }

    /// The oldest ones, in the order in which they were written.
    public static List<OutboxEvent> oldest(int limit) {
        return find("order by eventId").page(0, limit).list();
    }
}
