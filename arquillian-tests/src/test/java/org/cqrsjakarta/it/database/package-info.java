/** Reading from a database: a cursor inside a transaction that lasts as long as the stream. */
@NullMarked
package org.cqrsjakarta.it.database;

import org.jspecify.annotations.NullMarked;
