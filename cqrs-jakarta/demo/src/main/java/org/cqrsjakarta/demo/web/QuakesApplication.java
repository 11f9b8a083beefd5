package org.cqrsjakarta.demo.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.cqrsjakarta.rest.ProtectedEndpoint;

/**
 * Everything REST is below {@code api/}; the resources and providers are found by the server. All of it is closed to pages
 * of other origins and to what is too long.
 */
@ApplicationPath("api")
@ProtectedEndpoint
public class QuakesApplication extends Application {}
