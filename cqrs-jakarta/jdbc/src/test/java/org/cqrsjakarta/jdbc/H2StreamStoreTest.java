package org.cqrsjakarta.jdbc;

class H2StreamStoreTest extends StreamStoreCases {

    @Override
    String url() {
        return "jdbc:h2:mem:streamStores;DB_CLOSE_DELAY=-1";
    }
}
