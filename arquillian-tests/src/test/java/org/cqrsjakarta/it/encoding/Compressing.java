package org.cqrsjakarta.it.encoding;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** Compresses and buffers whatever it gets hold of. */
public class Compressing implements WriterInterceptor, ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.setEntityStream(new BufferedOutputStream(response.getEntityStream(), 1 << 20));
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        context.getHeaders().putSingle("Content-Encoding", "gzip");
        GZIPOutputStream compressing = new GZIPOutputStream(context.getOutputStream());
        context.setOutputStream(compressing);
        context.proceed();
        compressing.finish();
    }
}
