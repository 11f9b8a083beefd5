/**
 * What an item, a stream and a response cost, beside what others take for the same work: a class for each work, a method for
 * each who does it. {@link org.cqrsjakarta.benchmarks.Benchmarks} runs them all and writes one table.
 */
@NullMarked
package org.cqrsjakarta.benchmarks;

import org.jspecify.annotations.NullMarked;
