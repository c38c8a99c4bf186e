package org.sakia.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sakia.guide.FakeApi.json;
import static org.sakia.guide.FakeApi.number;
import static org.sakia.guide.FakeApi.records;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sakia.request.RawAnswer;

class GuideTest {

    private static final String URL = "https://api.example.com/orders";

    private static FakeApi offsets(int all, int most, String total) {
        return FakeApi.at(URL, query -> {
            int from = Math.min(all, number(query, "offset", 0));
            int to = Math.min(all, from + Math.min(most, number(query, "limit", 50)));
            return json("{\"" + total + "\":" + (total.equals("count") ? to - from : all) + ",\"results\":"
                    + records(from, to) + "}");
        });
    }

    @Test
    void an_offset_api_is_found_out_with_its_largest_page() throws Exception {
        FakeApi api = offsets(1_000, 200, "total");

        Findings findings = api.look();

        assertThat(findings.paging()).containsEntry("pagination", "offset").containsEntry("offset-param", "offset");
        assertThat(findings.total()).contains("total");
        assertThat(findings.size())
                .isEqualTo(new Findings.Size(
                        Optional.of("limit"), 200, "limit=1000 gave 200, the most that is on a page."));
        assertThat(api.asked()).hasSize(Guide.MOST_REQUESTS);
    }

    @Test
    void a_count_of_the_page_is_not_taken_for_the_total() throws Exception {
        Findings findings = offsets(1_000, 200, "count").look();

        assertThat(findings.total()).isEmpty();
        assertThat(findings.untold()).anyMatch(line -> line.contains("number of records on the page"));
    }

    @Test
    void a_list_that_is_all_on_its_first_page_is_still_verified() throws Exception {
        Findings findings = offsets(20, 50, "total").look();

        assertThat(findings.paging()).containsEntry("pagination", "offset");
        assertThat(findings.total()).contains("total");
        assertThat(findings.confirmed()).isTrue();
    }

    @Test
    void a_next_url_that_only_counts_up_becomes_numbered_where_the_total_is_known() throws Exception {
        FakeApi api = FakeApi.at(URL, query -> {
            int page = number(query, "page", 1);
            return json("{\"count\":500,\"next\":\"" + URL + "?page=" + (page + 1) + "\",\"results\":"
                    + records((page - 1) * 50, page * 50) + "}");
        });

        Findings findings = api.look();

        assertThat(findings.paging()).containsEntry("pagination", "page").containsEntry("first-page", "1");
        assertThat(findings.known()).anyMatch(line -> line.contains("side by side"));
    }

    @Test
    void a_next_url_without_a_total_is_followed() throws Exception {
        FakeApi api = FakeApi.at(URL, query -> {
            int page = number(query, "page", 1);
            return json(
                    "{\"next\":\"?page=" + (page + 1) + "\",\"results\":" + records((page - 1) * 50, page * 50) + "}");
        });

        assertThat(api.look().paging()).containsEntry("pagination", "next-url").containsEntry("next-path", "next");
    }

    @Test
    void a_next_url_at_another_origin_is_not_asked() throws Exception {
        FakeApi api = FakeApi.at(
                URL, query -> json("{\"next\":\"http://169.254.169.254/latest\",\"results\":" + records(0, 5) + "}"));

        Findings findings = api.look();

        assertThat(api.asked()).allMatch(asked -> asked.getHost().equals("api.example.com"));
        assertThat(findings.paging()).doesNotContainValue("next-url");
        assertThat(findings.known()).anyMatch(line -> line.contains("'next' leads to"));
    }

    @Test
    void an_api_that_ignores_everything_is_exported_as_one_page_and_that_is_said() throws Exception {
        RawAnswer page = json("{\"total\":1000,\"results\":" + records(0, 20) + "}");

        Findings findings = FakeApi.at(URL, query -> page).look();

        assertThat(findings.paging()).containsEntry("pagination", "none");
        assertThat(findings.total()).contains("total");
        assertThat(findings.confirmed()).isFalse();
        assertThat(findings.untold()).anyMatch(line -> line.contains("there are 1000 records"));
    }

    @Test
    void parameters_of_the_url_are_taken_for_what_they_are() throws Exception {
        FakeApi api = FakeApi.at(URL + "?status=open&page=1&per_page=25", query -> {
            int from = (number(query, "page", 1) - 1) * number(query, "per_page", 10);
            return json("{\"total\":400,\"items\":" + records(from, from + number(query, "per_page", 10)) + "}");
        });

        Findings findings = api.look();

        assertThat(findings.url()).isEqualTo(URI.create(URL + "?status=open"));
        assertThat(findings.paging()).containsEntry("page-param", "page");
        assertThat(findings.size().param()).contains("per_page");
        assertThat(findings.size().records()).isEqualTo(25);
    }

    @Test
    void credentials_are_never_printed() throws Exception {
        Findings findings = FakeApi.at(
                        URL + "?api_key=hunter22", query -> json("{\"total\":3,\"results\":" + records(0, 3) + "}"))
                .look();

        String job = JobText.of(
                "orders",
                findings,
                Map.of("Authorization", "Bearer s3cr3t", "X-Shop", "private", "Accept", "application/json"));

        assertThat(job)
                .contains("header.Authorization = Bearer {{env:ORDERS_TOKEN}}")
                .contains("header.X-Shop = {{env:ORDERS_X_SHOP}}")
                .contains("header.Accept = application/json")
                .contains("query.api_key = {{env:ORDERS_API_KEY}}")
                .contains("ORDERS_API_KEY and ORDERS_TOKEN")
                .doesNotContain("s3cr3t", "private", "hunter22");
    }

    @Test
    void what_the_api_announces_widens_the_pause() throws Exception {
        Guide guide = new Guide(URI.create(URL), Clock.systemUTC());
        guide.next();
        guide.hear(json(records(0, 9), "RateLimit-Policy", "\"default\";q=12;w=60"));

        assertThat(guide.next()).map(Guide.Ask::pause).contains(Duration.ofSeconds(5));
        assertThat(RateHint.of(List.of(json("[]", "RateLimit-Policy", "\"default\";q=12;w=60")), Clock.systemUTC())
                        .rate()
                        .text())
                .isEqualTo("12/60s");
    }

    @Test
    void nothing_is_asked_of_an_api_that_says_nothing_is_left() throws Exception {
        Guide guide = new Guide(URI.create(URL), Clock.systemUTC());
        guide.next();
        guide.hear(json(
                records(0, 9), "X-RateLimit-Limit", "60", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "3000"));

        assertThat(guide.next()).isEmpty();
        assertThat(guide.findings().requests()).isEqualTo(1);
    }

    @Test
    void a_request_that_brings_nothing_ends_the_questions_and_not_the_job() throws Exception {
        Guide guide = new Guide(URI.create(URL), Clock.systemUTC());
        guide.next();
        guide.hear(json("{\"next\":\"?cursor=abc\",\"results\":" + records(0, 9) + "}"));
        guide.next();
        guide.unanswered("the connection broke");

        assertThat(guide.next()).isEmpty();
        assertThat(guide.findings().known()).anyMatch(line -> line.contains("the connection broke"));
    }

    @Test
    void a_dotted_name_becomes_a_pointer_and_a_word_with_a_meaning_too() {
        assertThat(new Place(List.of("@odata.count"), null).text()).isEqualTo("/@odata.count");
        assertThat(new Place(List.of("none"), null).text()).isEqualTo("/none");
        assertThat(new Place(List.of("meta", "total"), null).text()).isEqualTo("meta.total");
    }
}
