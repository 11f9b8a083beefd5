/** What a client of the SSE benchmark asks for, and what every server sends. Without dependencies. */
package org.cqrsjakarta.benchmarks.sse.workload;
