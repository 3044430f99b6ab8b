package dev.phoneauth.problem;

import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** An empty body, or the JSON {@code null}, is no request: no resource is ever handed a null one. */
@Provider
public class RequiredBody implements ReaderInterceptor {
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body == null) {
            throw Problem.INVALID_REQUEST.failure("The body is empty");
        }
        return body;
    }
}
