package dev.phoneauth.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A private certificate authority, and the certificate that it gave a server named {@code localhost}; PEM files. */
public record Certificates(Path authority, Path certificate, Path key) {
    private static final String MAKE = """
            umask 077
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem
            openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr
            printf 'subjectAltName=DNS:localhost\\n' > names
            openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem
            chmod 644 ca.pem server.pem
            """;

    public static Certificates in(Path directory) {
        Daemon.executable("openssl");
        try {
            Process shell = new ProcessBuilder("bash", "-euc", MAKE)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(shell.getInputStream().readAllBytes());
            if (shell.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return new Certificates(
                directory.resolve("ca.pem"), directory.resolve("server.pem"), directory.resolve("server.key"));
    }
}
