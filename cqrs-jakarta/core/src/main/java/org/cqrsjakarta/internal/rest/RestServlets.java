package org.cqrsjakarta.internal.rest;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.core.Application;

/** The servlets of a web application that are applications of Jakarta REST (Jakarta REST 3.1, chapter 2.3.2). */
final class RestServlets {

    private static final String PARAMETER = "jakarta.ws.rs.Application";

    private RestServlets() {}

    /** How many can be told from their names or parameters; further ones may be declared in ways of an implementation's own. */
    static int countIn(ServletContext context) {
        return (int) context.getServletRegistrations().values().stream()
                .filter(servlet -> isOne(servlet, context.getClassLoader()))
                .count();
    }

    private static boolean isOne(ServletRegistration servlet, ClassLoader loader) {
        return servlet.getInitParameter(PARAMETER) != null || isApplication(servlet.getName(), loader);
    }

    private static boolean isApplication(String name, ClassLoader loader) {
        try {
            return Application.class.isAssignableFrom(Class.forName(name, false, loader));
        } catch (ClassNotFoundException | LinkageError none) {
            return false;
        }
    }
}
