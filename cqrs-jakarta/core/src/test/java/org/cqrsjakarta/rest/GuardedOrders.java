package org.cqrsjakarta.rest;

/** An application's endpoint. */
@ProtectedEndpoint
public final class GuardedOrders {}
