package org.cqrsjakarta.jdbc;

class H2StoreTest extends StoreCases {

    @Override
    String url() {
        return "jdbc:h2:mem:stores;DB_CLOSE_DELAY=-1";
    }
}
