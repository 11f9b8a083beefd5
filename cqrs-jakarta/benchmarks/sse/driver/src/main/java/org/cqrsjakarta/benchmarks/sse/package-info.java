/** What an event costs a server: starts them, loads them in turns, and compares their CPU time. */
@NullMarked
package org.cqrsjakarta.benchmarks.sse;

import org.jspecify.annotations.NullMarked;
