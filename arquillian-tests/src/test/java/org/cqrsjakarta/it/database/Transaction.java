package org.cqrsjakarta.it.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** The one of the thread that asks. */
@ApplicationScoped
public class Transaction {

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    @SuppressWarnings("NullAway.Init")
    private TransactionSynchronizationRegistry registry;

    /** {@code active} or {@code none}. */
    public String state() {
        return registry.getTransactionStatus() == Status.STATUS_ACTIVE ? "active" : "none";
    }
}
