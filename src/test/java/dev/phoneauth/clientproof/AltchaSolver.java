package dev.phoneauth.clientproof;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.IntStream;

/** Solves challenges of ALTCHA as its documentation tells, from the smallest number on. */
final class AltchaSolver {
    private AltchaSolver() {}

    static JsonObject solve(Map<String, Object> challenge) {
        String salt = (String) challenge.get("salt");
        int number = IntStream.rangeClosed(0, (int) challenge.get("maxnumber"))
                .filter(tried -> sha256(salt + tried).equals(challenge.get("challenge")))
                .findFirst()
                .orElseThrow();
        JsonObject solution = new JsonObject(challenge).copy().put("number", number);
        solution.remove("maxnumber");
        return solution;
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
