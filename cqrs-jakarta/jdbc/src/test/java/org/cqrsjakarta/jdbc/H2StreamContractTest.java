package org.cqrsjakarta.jdbc;

class H2StreamContractTest extends JdbcStreamContract {

    @Override
    String url() {
        return "jdbc:h2:mem:streams;DB_CLOSE_DELAY=-1";
    }
}
