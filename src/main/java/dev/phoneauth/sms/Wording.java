package dev.phoneauth.sms;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** What is said in one language. */
record Wording(Locale locale, Template code, Template numberChanged) {
    /** {@code texts/<language>.properties} of this service, overlaid by the file of that name in the directory. */
    static Wording read(Locale locale, Optional<Path> directory) {
        String file = locale.toLanguageTag() + ".properties";
        Properties texts = new Properties();
        try (InputStream bundled = Wording.class.getResourceAsStream("/texts/" + file)) {
            load(texts, bundled);
            if (directory.isPresent() && Files.exists(directory.get().resolve(file))) {
                load(texts, Files.newInputStream(directory.get().resolve(file)));
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new ConfigurationException(
                    "phone-auth.sms.templates (PHONE_AUTH_SMS_TEMPLATES): " + file + " cannot be read: " + unreadable);
        }
        return new Wording(locale, template(texts, "code"), template(texts, "number_changed"));
    }

    private static void load(Properties texts, InputStream file) throws IOException {
        if (file != null) {
            try (InputStreamReader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
                texts.load(reader);
            }
        }
    }

    private static Template template(Properties texts, String name) {
        return new Template(texts.getProperty(name, ""));
    }
}
