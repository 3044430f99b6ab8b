package dev.phoneauth.session;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Operations that need an access token. {@link CurrentSession#readToken} refuses a request without one, and
 * {@link CurrentSession#read} or {@link CurrentSession#transaction}, which the operation must use, verifies it.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface SignedIn {}
