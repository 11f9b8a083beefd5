package org.cqrsjakarta.demo.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.cqrsjakarta.demo.feed.Feed;
import org.cqrsjakarta.demo.settings.Settings;

/** {@code GET api/feed} tells how the feed is; {@code PUT api/feed/fault} makes it fail. */
@Path("feed")
@RequestScoped
public class FeedResource {

    @Inject
    @SuppressWarnings("NullAway.Init")
    private Feed feed;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private Settings settings;

    /**
     * Tells how the feed is.
     *
     * @return {@code requests} are those that have reached the replay; without one it is 0
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public JsonObject status() {
        return Json.createObjectBuilder()
                .add("url", feed.url().toString())
                .add("requests", feed.requests())
                .add("fault", FaultDocument.write(feed.fault()))
                .add("faultsEnabled", settings.faultsEnabled() && feed.isReplay())
                .add("rate", settings.feedRate())
                .add("catalogueRate", settings.catalogueRate())
                .build();
    }

    /**
     * Switches a fault on, or off.
     *
     * @param body the fault as JSON
     * @throws BadInputException when it is not right
     * @throws IOException       when the body cannot be read, or the replay cannot have its port back
     */
    @PUT
    @Path("fault")
    @Consumes(MediaType.APPLICATION_JSON)
    public void fault(InputStream body) throws BadInputException, IOException {
        if (!settings.faultsEnabled()) {
            throw new Problem(
                            403,
                            "Faults cannot be switched here: the setting " + Settings.FAULTS_ENABLED
                                    + " is false. Start the server with -D" + Settings.FAULTS_ENABLED + "=true")
                    .exception();
        }
        if (!feed.isReplay()) {
            throw new Problem(
                            409,
                            "Only the replayed feed has faults: the setting " + Settings.FEED_URL
                                    + " names another one. Start the server without it")
                    .exception();
        }
        // What protects all endpoints ends a body that is too long.
        feed.fault(FaultDocument.parse(body.readAllBytes()));
    }
}
