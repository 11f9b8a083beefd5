package org.cqrsjakarta.demo.catalogue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** Lends one connection, and counts how often it is given back. */
final class OneConnectionPool {

    private final Connection shared;
    private int returned;

    OneConnectionPool(Connection shared) {
        this.shared = shared;
    }

    int returned() {
        return returned;
    }

    DataSource dataSource() {
        var connection = proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                returned++;
                return null;
            }
            try {
                return method.invoke(shared, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        return proxy(DataSource.class, (proxy, method, arguments) -> connection);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(OneConnectionPool.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
