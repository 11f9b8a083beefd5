package org.cqrsjakarta.rest;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Protects a Jakarta REST endpoint. On a resource method, on a resource class, or on the {@code Application} subclass,
 * where it covers all resources (Jakarta REST 3.1, chapter 6.5.2). Elsewhere, as on a sub-resource, it does nothing.
 *
 * <p>A request for such an endpoint is refused, before the resource method is called, with
 *
 * <ul>
 *   <li>403 when its method is none of GET, HEAD and OPTIONS and a browser sent it for a page of another origin, unless
 *       {@code cqrs.http.origins} lists that origin (default: none). Requests that no browser sends pass. An endpoint
 *       that changes something must therefore not answer to GET;
 *   <li>413 when its body is longer than {@code cqrs.http.body-limit} (bytes, 1 or more, default 65536), at once where
 *       the length is announced, else as soon as so much was read; what is unpacked while reading counts, too;
 *   <li>414 when its query string, encoded and without the question mark, is longer than {@code cqrs.http.query-limit}
 *       (characters, 1 or more, default 2048);
 *   <li>400 when its body is empty or malformed JSON, or cannot be bound to the parameter's type.
 * </ul>
 *
 * <p>Each of these answers is a problem of RFC 9457 that names the limit and the setting, and nothing of the inside. The
 * values are MicroProfile Config, read once for each {@code Application}.
 */
@NameBinding
@Documented
@Inherited
@Retention(RUNTIME)
@Target({TYPE, METHOD})
public @interface ProtectedEndpoint {}
