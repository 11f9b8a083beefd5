/**
 * What is shown, and what a key or a click does. The central type is {@link org.cqrsjakarta.inspector.viewmodel.Session}:
 * what comes in, one time, one history. Everything here runs on one thread and knows no toolkit.
 */
@NullMarked
package org.cqrsjakarta.inspector.viewmodel;

import org.jspecify.annotations.NullMarked;
