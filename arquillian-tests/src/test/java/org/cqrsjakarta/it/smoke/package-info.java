/** The server itself: it starts, takes a WAR and answers. */
@NullMarked
package org.cqrsjakarta.it.smoke;

import org.jspecify.annotations.NullMarked;
