package org.cqrsjakarta.demo.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything REST is below {@code api/}; the resources and providers are found by the server. */
@ApplicationPath("api")
public class QuakesApplication extends Application {}
