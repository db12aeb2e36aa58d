package dev.tractor.e2e;

/// The contract over `./tractor up`: embedded PostgreSQL, Kafka and S3 server.
class EmbeddedMainJobIT extends MainJobContract {
    @Override
    Stack start() {
        return EmbeddedStack.start("main-job");
    }
}
