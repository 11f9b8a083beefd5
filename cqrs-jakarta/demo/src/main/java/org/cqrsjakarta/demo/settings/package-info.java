/** What can be set about the demo, read once at deployment: {@link org.cqrsjakarta.demo.settings.Settings}. */
@NullMarked
package org.cqrsjakarta.demo.settings;

import org.jspecify.annotations.NullMarked;
