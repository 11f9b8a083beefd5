package org.cqrsjakarta.jdbc;

class H2MovingClientsTest extends JdbcMovingClients {

    @Override
    String url() {
        return "jdbc:h2:mem:moves;DB_CLOSE_DELAY=-1";
    }
}
