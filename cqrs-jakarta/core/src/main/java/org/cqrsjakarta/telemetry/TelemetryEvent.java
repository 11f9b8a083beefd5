package org.cqrsjakarta.telemetry;

/** Something that happened to a stream or to a circuit. */
public sealed interface TelemetryEvent
        permits StreamStarted, FirstItem, SwitchedOver, TookOver, StreamEnded, CircuitChanged {}
