/**
 * The window. The central type is {@link org.cqrsjakarta.inspector.view.InspectorView}: a bar, one room at a time, a line of
 * status. Views show what {@code viewmodel} says, once for each frame, and hand on what is clicked.
 */
@NullMarked
package org.cqrsjakarta.inspector.view;

import org.jspecify.annotations.NullMarked;
