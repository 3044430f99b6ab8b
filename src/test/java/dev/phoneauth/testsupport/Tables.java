package dev.phoneauth.testsupport;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** What stands in PostgreSQL, past the service: to look at, and to change as only an operator could. */
@Singleton
public class Tables {
    private final String url;
    private final String user;
    private final String password;

    Tables(
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.url = "jdbc:" + url;
        this.user = user;
        this.password = password;
    }

    /** A new one, by JDBC, to be closed. */
    public Connection connection() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source.getConnection(user, password);
    }

    /** Runs any statement that yields no rows. */
    public void change(String sql, Object... parameters) {
        try (Connection connection = connection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.execute();
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The first column of every row, as text. */
    public List<String> texts(String sql, Object... parameters) {
        try (Connection connection = connection();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The one number that a {@code select count(*)} yields. */
    public int count(String sql, Object... parameters) {
        return Integer.parseInt(texts(sql, parameters).get(0));
    }

    /** As if the refresh tokens that were used so far had been used that much earlier. */
    public void moveRefreshesBack(int seconds) {
        change("""
                update sessions set refreshed_at = refreshed_at - make_interval(secs => ?),
                    earlier_refreshes = array(select t - make_interval(secs => ?) from unnest(earlier_refreshes) t)""", seconds, seconds);
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
