package dev.phoneauth.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Scripts that Redis runs one after another as one atomic step.
 *
 * @param sha1 the name Redis knows it by, in hexadecimal
 */
record Program(String source, String sha1) {
    private static final Script RUN = Script.named("program");

    static Program of(List<Script> scripts) {
        String source = scripts.stream()
                .map(script -> "function(KEYS, ARGV, GIVEN)\n" + script.source() + "end")
                .collect(Collectors.joining(",\n", "local STOP = {}\nlocal SCRIPTS = {\n", "\n}\n" + RUN.source()));
        return new Program(source, sha1(source));
    }

    private static String sha1(String source) {
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha1);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
