package org.cqrsjakarta.inspector.connection;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** A server has answered, but not with a feed. */
final class NoFeedException extends IOException {

    private static final long serialVersionUID = 1L;

    NoFeedException(String found) {
        super(found);
    }

    /** A page would be read as a feed without events. */
    static Response refuseOthers(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String type = response.header("Content-Type", "");
        if (response.isSuccessful() && (type == null || !type.startsWith("text/event-stream"))) {
            response.close();
            throw new NoFeedException("its content is " + (type == null || type.isEmpty() ? "of no type" : type));
        }
        if (!response.isSuccessful()) {
            // Nobody reads on, and nobody would close it.
            response.close();
            return response.newBuilder().body(ResponseBody.create("", null)).build();
        }
        return response;
    }
}
