package org.cqrsjakarta.benchmarks.sse.glassfish;

import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.benchmarks.sse.workload.Reading;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;

record StreamReadings(Workload workload) implements StreamRequest<Reading> {}
