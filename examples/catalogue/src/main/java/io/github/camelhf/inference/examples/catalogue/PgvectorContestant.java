package io.github.camelhf.inference.examples.catalogue;

import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.postgresql.PGConnection;

/** PostgreSQL with pgvector in the benchmark: one connection, an HNSW graph with the usual bounds, walked as far as Lucene's. */
final class PgvectorContestant implements AutoCloseable {

    private static final int BATCH = 1000;

    private final Connection connection;

    PgvectorContestant(String url) throws SQLException {
        connection = DriverManager.getConnection(url);
        execute("create extension if not exists vector");
        execute("drop table if exists benchmark");
        execute("create table benchmark (file text primary key, embedding vector(" + GeneratedVectors.LENGTH + "))");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Copies everything in, then builds the graph; seconds for both. */
    double build(float[][] all, IntFunction<String> names) throws Exception {
        long begun = System.nanoTime();
        for (int from = 0; from < all.length; from += BATCH) {
            StringBuilder rows = new StringBuilder();
            for (int i = from; i < Math.min(all.length, from + BATCH); i++) {
                rows.append(names.apply(i)).append('\t').append(text(all[i])).append('\n');
            }
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy benchmark from stdin", new StringReader(rows.toString()));
        }
        execute("set maintenance_work_mem = '1GB'");
        execute("create index on benchmark using hnsw (embedding vector_ip_ops)");
        execute("set hnsw.ef_search = 200");
        execute("analyze benchmark");
        return (System.nanoTime() - begun) / 1e9;
    }

    long bytes() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet size = statement.executeQuery("select pg_total_relation_size('benchmark')")) {
            size.next();
            return size.getLong(1);
        }
    }

    List<String> nearest(float[] query, int count) {
        try (PreparedStatement statement = connection.prepareStatement(
                "select file from benchmark order by embedding <#> cast(? as vector) limit " + count)) {
            statement.setString(1, text(query));
            List<String> files = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    files.add(rows.getString(1));
                }
            }
            return files;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(float[] vector) {
        StringBuilder text = new StringBuilder("[");
        for (float number : vector) {
            text.append(text.length() == 1 ? "" : ",").append(number);
        }
        return text.append(']').toString();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
