/** What is common to all ways of delivering a stream: its run, the registry of all, the rules, and what clients are told. */
@NullMarked
package org.cqrsjakarta.internal.delivery;

import org.jspecify.annotations.NullMarked;
