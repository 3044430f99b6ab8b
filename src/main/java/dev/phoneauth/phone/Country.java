package dev.phoneauth.phone;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An ISO 3166 country that has phone numbers of its own, in capitals. */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Country.Check.class)
public @interface Country {
    String message() default "must be an ISO 3166 country in capitals, such as DE, but is ${validatedValue}";

    /** Whether {@code 001} is taken too: the numbers of no country, such as satellite phones. */
    boolean orNone() default false;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks libphonenumber. */
    @RegisterForReflection
    class Check implements ConstraintValidator<Country, String> {
        private boolean orNone;

        @Override
        public void initialize(Country country) {
            orNone = country.orNone();
        }

        @Override
        public boolean isValid(String code, ConstraintValidatorContext context) {
            return code == null || orNone && code.equals("001") || PhoneNumbers.isCountry(code);
        }
    }
}
