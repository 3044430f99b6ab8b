package dev.phoneauth.guard;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What a class logs while this is open. */
final class LogLines extends Handler implements AutoCloseable {
    private static final PatternFormatter MESSAGE = new PatternFormatter("%s");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private LogLines(Logger logger) {
        this.logger = logger;
        logger.addHandler(this);
    }

    static LogLines of(Class<?> type) {
        return new LogLines(Logger.getLogger(type.getName()));
    }

    String lines() {
        return String.join("\n", lines);
    }

    int count() {
        return lines.size();
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(MESSAGE.format(ExtLogRecord.wrap(line)));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
