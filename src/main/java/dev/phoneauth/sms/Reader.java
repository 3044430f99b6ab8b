package dev.phoneauth.sms;

import java.util.Optional;

/** For whom a text is: in which language, and for which app to read by itself. */
public record Reader(Wording wording, Optional<App> app) {}
