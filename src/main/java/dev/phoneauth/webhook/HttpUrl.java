package dev.phoneauth.webhook;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;

/** An absolute {@code http} or {@code https} URL. Hibernate Validator's {@code @URL} takes no {@link URI}. */
@Target({ElementType.METHOD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = HttpUrl.Check.class)
public @interface HttpUrl {
    String message() default "must be an http or https URL";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Checks the scheme and the host. */
    @RegisterForReflection
    class Check implements ConstraintValidator<HttpUrl, URI> {
        @Override
        public boolean isValid(URI url, ConstraintValidatorContext context) {
            return url == null
                    || url.getHost() != null && String.valueOf(url.getScheme()).matches("https?");
        }
    }
}
