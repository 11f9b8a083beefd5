package org.cqrsjakarta.benchmarks.sse.glassfish;

import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;

record StreamTexts(Workload workload) implements StreamRequest<String> {}
