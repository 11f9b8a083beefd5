/**
 * GlassFish as the demo and the tests in the server use it. {@link DomainSettings} is the one place that says how it
 * differs from an unpacked GlassFish, and why.
 *
 * <p>Part of the build, no part of the product: {@link Provision} and {@link RunDemo} are started by Maven.
 */
@NullMarked
package org.cqrsjakarta.server.glassfish;

import org.jspecify.annotations.NullMarked;
