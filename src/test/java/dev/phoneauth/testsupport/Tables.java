package dev.phoneauth.testsupport;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What stands in PostgreSQL, past the service: to look at, and to change as only an operator could. */
@Singleton
public class Tables {
    private final AgroalDataSource database;

    Tables(AgroalDataSource database) {
        this.database = database;
    }

    /** Runs any statement that yields no rows. */
    public void change(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.execute();
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The first column of every row, as text. */
    public List<String> texts(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
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

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
