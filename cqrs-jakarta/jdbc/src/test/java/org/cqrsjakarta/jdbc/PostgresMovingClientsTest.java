package org.cqrsjakarta.jdbc;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresMovingClientsTest extends JdbcMovingClients {

    private static TestPostgres postgres;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        postgres = TestPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Override
    String url() {
        return postgres.url();
    }
}
