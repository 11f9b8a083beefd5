/**
 * The inspector: {@link org.cqrsjakarta.inspector.Launcher} starts it. What a feed says is read in {@code protocol}, comes in
 * through {@code connection}, is kept in {@code history} and painted in {@code timeline}; {@code viewmodel} decides what is
 * shown, and only {@code view} and {@code export} know the toolkit.
 */
@NullMarked
package org.cqrsjakarta.inspector;

import org.jspecify.annotations.NullMarked;
