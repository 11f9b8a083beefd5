/** What happens when the application is deployed: {@link org.cqrsjakarta.demo.deployment.Startup}. */
@NullMarked
package org.cqrsjakarta.demo.deployment;

import org.jspecify.annotations.NullMarked;
