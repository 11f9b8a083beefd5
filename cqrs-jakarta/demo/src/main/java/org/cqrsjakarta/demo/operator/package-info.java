/** Who may act on the demo's circuits: {@link org.cqrsjakarta.demo.operator.OperatorStore}. */
@NullMarked
package org.cqrsjakarta.demo.operator;

import org.jspecify.annotations.NullMarked;
