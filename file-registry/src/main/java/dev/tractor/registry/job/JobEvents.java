package dev.tractor.registry.job;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tractor.contracts.v1.JobEvent;
import dev.tractor.registry.background.Loop;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Follows what the other services say about jobs. An event waits for the database as long as it must; one that cannot be decoded goes to the dead letters.
@ApplicationScoped
public class JobEvents {
    private final JobFollower follower;

    JobEvents(JobFollower follower) {
        this.follower = follower;
    }

    @Incoming("job-events")
    @Blocking
    void consume(byte[] value, Optional<IncomingKafkaRecordMetadata<String, byte[]>> record) throws InvalidProtocolBufferException, InterruptedException {
        JobEvent event;
        try {
            event = JobEvent.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            if (record.isPresent()) {
                IncomingKafkaRecordMetadata<String, byte[]> at = record.get();
                String reason = "an event about the job cannot be decoded (" + at.getTopic() + ", partition " + at.getPartition() + ", offset " + at.getOffset() + ")";
                Loop.insist("failing job " + at.getKey(), () -> follower.undecodable(at.getKey(), reason));
            }
            throw e;
        }
        Loop.insist("event of job " + event.getJobId(), () -> follower.follow(event));
    }
}
