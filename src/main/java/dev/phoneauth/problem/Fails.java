package dev.phoneauth.problem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The problems of its own that an operation answers with, for the API document. Those that come with a request body,
 * with authentication or with the stores are added by {@link ProblemDocumentation}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Fails {
    Problem[] value();
}
