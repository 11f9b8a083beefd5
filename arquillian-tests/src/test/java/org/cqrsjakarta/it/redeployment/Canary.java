package org.cqrsjakarta.it.redeployment;

/** Lives as long as its class, and so as the application's class loader. */
final class Canary {

    private static final Canary ONLY = new Canary();

    private Canary() {}

    static boolean sings() {
        return ONLY != null;
    }
}
