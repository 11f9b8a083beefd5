package org.cqrsjakarta.benchmarks.sse;

/**
 * What was measured once.
 *
 * @param nanos for each event: CPU time of the server's process, or the time until it came
 * @param bytes of the response for each event, with what frames it
 */
record Sample(double nanos, double bytes) {}
