/**
 * Circuits that are shared, and streams that move, by way of tables in a database: H2 and PostgreSQL are tested. In an application
 * this JAR and a data source are enough; {@link org.cqrsjakarta.jdbc.JdbcCircuitStore} and
 * {@link org.cqrsjakarta.jdbc.JdbcStreamStore} can be made by hand as well. Public API.
 */
@NullMarked
package org.cqrsjakarta.jdbc;

import org.jspecify.annotations.NullMarked;
