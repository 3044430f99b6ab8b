package dev.phoneauth.sms;

import java.util.Locale;
import java.util.Optional;

/** Language of a text, and the app that reads its code, if any. */
public record Recipient(Locale locale, Optional<App> app) {}
