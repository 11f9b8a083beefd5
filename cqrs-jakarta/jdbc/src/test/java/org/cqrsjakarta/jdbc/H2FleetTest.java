package org.cqrsjakarta.jdbc;

class H2FleetTest extends JdbcFleet {

    @Override
    String url() {
        return "jdbc:h2:mem:fleet;DB_CLOSE_DELAY=-1";
    }
}
