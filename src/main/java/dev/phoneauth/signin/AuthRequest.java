package dev.phoneauth.signin;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Asks for a code. */
@Schema(requiredProperties = "phone_number", examples = "{\"phone_number\": \"+49 1512 3456789\"}")
record AuthRequest(
        @Schema(description = "In any international spelling")
        String phoneNumber,

        @Schema(description = "A registered app, for texts that it reads by itself", examples = "android-prod")
        String app) {}
