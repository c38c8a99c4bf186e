package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.job.RunMode;
import org.sakia.ledger.PageRow;

/** Pages in a table of a real database, by the route that docs/sinks.md shows. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SqlSinkTest {

    private static final Path ROUTES = Path.of("docs/examples/sql/routes");
    private static final RunMode RETRY = new RunMode(true, false, OptionalLong.empty(), false);
    private static final int TOTAL = 405;
    private static final int PAGE_SIZE = 10;

    private final JdbcDataSource database = new JdbcDataSource();
    private final AtomicInteger repeated = new AtomicInteger();

    /** Keeps the database open. */
    private Connection connection;

    @TempDir
    Path folder;

    @BeforeEach
    void createTable() throws SQLException {
        database.setURL("jdbc:h2:" + folder.resolve("store") + ";LOCK_TIMEOUT=100");
        connection = database.getConnection();
        execute("create table orders (id bigint primary key, customer varchar, amount decimal(30, 2))");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void every_record_is_in_the_table_once_with_the_values_it_came_with() throws Exception {
        try (ScriptedApi api = api();
                Export export = export(api)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(ids()).isEqualTo(all());
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select customer, amount from orders where id = 107")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("Zoë, \"107\"");
                assertThat(row.getBigDecimal(2)).isEqualTo(new BigDecimal("12345678901234567890.07"));
            }
        }
    }

    @Test
    void a_page_that_fails_half_way_leaves_nothing_and_comes_again_whole() throws Exception {
        try (ScriptedApi api = api();
                Export export = export(api).with("retry-attempts", 1000);
                Connection other = database.getConnection()) {
            // Somebody else holds the sixth row of the fourth page, so that its batch runs into a lock.
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.execute("insert into orders (id) values (35)");
            }
            ExportJob job = export.start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> repeated.get() >= 2 && job.stats().pagesDelivered() == 40);
            assertThat(ids()).doesNotContain(30L, 31L, 32L, 33L, 34L).hasSize(TOTAL - PAGE_SIZE);
            other.rollback();

            JobReport report = job.report(job.await());
            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            assertThat(ids()).isEqualTo(all());
            assertThat(api.requests()).as("the API is not asked again").isEqualTo(41);
        }
    }

    @Test
    void pages_that_the_table_refuses_are_failed_until_a_retry() throws Exception {
        execute("alter table orders add constraint small check (id <> 35 and id <> 203)");
        try (ScriptedApi api = api()) {
            try (Export first = export(api).with("retry-attempts", 2)) {
                assertThat(first.run().state()).isEqualTo("failed-pages");
                assertThat(first.status().failedPages())
                        .extracting(PageRow::error)
                        .hasSize(2)
                        .allMatch(why -> why.contains("direct:store") && why.contains("SMALL"));
                assertThat(ids()).hasSize(TOTAL - 2 * PAGE_SIZE);
            }
            execute("alter table orders drop constraint small");
            try (Export second = export(api).mode(RETRY)) {
                assertThat(second.run().state()).isEqualTo("complete");
                assertThat(ids()).isEqualTo(all());
            }
        }
    }

    @Test
    void a_page_whose_row_was_not_written_any_more_comes_again_and_replaces_itself() throws Exception {
        try (ScriptedApi api = api()) {
            try (Export first = export(api)) {
                FailOnce dies = new FailOnce("orders-row", exchange -> {});
                first.context().getCamelContextExtension().addInterceptStrategy(dies);
                assertThat(first.run().state()).isEqualTo("error");
                assertThat((long) ids().size())
                        .as("records in the table that the ledger does not know")
                        .isGreaterThan(first.status().totals().records());
            }
            try (Export second = export(api)) {
                JobReport report = second.run();

                assertThat(report.state()).as(report.message()).isEqualTo("complete");
                assertThat(api.requests()).isGreaterThan(41);
                assertThat(ids()).isEqualTo(all());
            }
        }
    }

    @Test
    void a_statement_as_sink_keeps_each_page_as_a_row() throws Exception {
        execute("create table pages (page varchar primary key, records clob)");
        String sink = "sql:merge into pages (page, records) key (page)"
                + " values (:#${header.sakia-page}, :#${bodyAs(String)})";
        try (ScriptedApi api = ScriptedApi.of(25);
                Export export = export(api).with("sink", sink)) {
            JobReport report = export.run();

            assertThat(report.state()).as(report.message()).isEqualTo("complete");
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select records from pages order by page")) {
                List<String> records = new ArrayList<>();
                while (rows.next()) {
                    rows.getString(1).lines().forEach(records::add);
                }
                assertThat(records).isEqualTo(ScriptedApi.records(25));
            }
        }
    }

    private static ScriptedApi api() throws Exception {
        return ScriptedApi.of(TOTAL)
                .table((offset, limit) -> Reply.json(LongStream.range(offset, Math.min(TOTAL, offset + limit))
                        .mapToObj(id ->
                                "{\"id\":%d,\"customer\":\"Zoë, \\\"%d\\\"\",\"amount\":12345678901234567890.%02d}"
                                        .formatted(id, id, id % 100))
                        .collect(Collectors.joining(",", "{\"count\":" + TOTAL + ",\"results\":[", "]}"))));
    }

    private Export export(ScriptedApi api) {
        Export export = Export.of(folder, api.uri())
                .with("rate", "none")
                .with("workers", 8)
                .with("page-size", PAGE_SIZE)
                .with("sink", "direct:store")
                .routes(ROUTES);
        export.context().getRegistry().bind("store", database);
        export.context().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof ExchangeRedeliveryEvent) {
                    repeated.incrementAndGet();
                }
            }
        });
        return export;
    }

    private static List<Long> all() {
        return LongStream.range(0, TOTAL).boxed().toList();
    }

    private List<Long> ids() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id from orders order by id")) {
            List<Long> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
