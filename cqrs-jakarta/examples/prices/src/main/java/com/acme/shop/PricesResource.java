package com.acme.shop;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import org.cqrsjakarta.rest.SseMediator;

@Path("prices")
public class PricesResource {
    @Inject
    SseMediator mediator;

    @GET
    public void prices(@QueryParam("symbol") String symbol, @Suspended AsyncResponse response) {
        mediator.deliver(new StreamPrices(symbol), response);
    }
}
