package dev.phoneauth.testsupport;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What the service under test logs while this is open. */
public final class Logs extends Handler implements AutoCloseable {
    private static final PatternFormatter MESSAGE = new PatternFormatter("%s");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private Logs(String name) {
        logger = Logger.getLogger(name);
        logger.addHandler(this);
    }

    /** Of everything, ours or not. */
    public static Logs ofAll() {
        return new Logs("");
    }

    public static Logs of(Class<?> type) {
        return new Logs(type.getName());
    }

    /** The messages, a line each. */
    public String lines() {
        return records.stream().map(Logs::message).collect(Collectors.joining("\n"));
    }

    public int count() {
        return records.size();
    }

    /** Messages and stack traces of level {@code ERROR}. */
    public String errors() {
        return records.stream()
                .filter(line -> line.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(line -> message(line) + "\n" + stackTrace(line))
                .collect(Collectors.joining("\n"));
    }

    private static String message(LogRecord line) {
        return MESSAGE.format(ExtLogRecord.wrap(line));
    }

    private static String stackTrace(LogRecord line) {
        StringWriter text = new StringWriter();
        if (line.getThrown() != null) {
            line.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }

    @Override
    public void publish(LogRecord line) {
        records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
