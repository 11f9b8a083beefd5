/**
 * The resources under {@code api/}; whatever goes wrong there is answered with a {@link org.cqrsjakarta.demo.web.Problem}.
 * And the headers of every response, the page's included.
 */
@NullMarked
package org.cqrsjakarta.demo.web;

import org.jspecify.annotations.NullMarked;
