package dev.phoneauth.webhook;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An absolute {@code http} or {@code https} URL of characters that RFC 3986 allows. */
@Pattern(regexp = "https?://([^\\s/@]+@)?[A-Za-z0-9.:\\[\\]-]+([/?#]([\\w.~!$&'()*+,;=:@/?#-]|%[0-9A-Fa-f]{2})*)?")
@Target({ElementType.METHOD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@ReportAsSingleViolation
public @interface HttpUrl {
    String message() default "must be an http or https URL";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
