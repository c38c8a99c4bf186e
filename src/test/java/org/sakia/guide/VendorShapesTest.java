package org.sakia.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sakia.guide.FakeApi.answer;
import static org.sakia.guide.FakeApi.json;
import static org.sakia.guide.FakeApi.number;
import static org.sakia.guide.FakeApi.records;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sakia.request.RawAnswer;

/** Bodies and fields as the vendors document them, each with 250 records. */
class VendorShapesTest {

    private static final int ALL = 250;

    /** From here to the end of a page. */
    private static int end(int from, int size) {
        return Math.min(from + size, ALL);
    }

    private static int after(Map<String, String> query, String name) {
        return query.containsKey(name) ? Integer.parseInt(query.get(name).replaceAll("\\D", "")) + 1 : 0;
    }

    /** https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api. */
    @Test
    void github_pages_by_link_and_per_page() throws Exception {
        FakeApi api = FakeApi.at("https://api.github.com/orgs/x/repos", query -> {
            int page = number(query, "page", 1);
            int size = Math.min(100, number(query, "per_page", 30));
            String next = "<https://api.github.com/organizations/7/repos?page=" + (page + 1)
                    + ">; rel=\"next\", <https://api.github.com/organizations/7/repos?page=9>; rel=\"last\"";
            return json(
                    records((page - 1) * size, end((page - 1) * size, size)),
                    "Link",
                    next,
                    "x-ratelimit-limit",
                    "60",
                    "x-ratelimit-remaining",
                    "57",
                    "x-ratelimit-reset",
                    "1700000000");
        });

        Findings findings = api.look();

        assertThat(findings.paging()).containsExactly(Map.entry("pagination", "link"));
        assertThat(findings.records()).isEmpty();
        assertThat(findings.total()).isEmpty();
        assertThat(findings.size().param()).contains("per_page");
        assertThat(findings.confirmed()).isTrue();
        assertThat(findings.rate().comment()).contains("x-ratelimit-limit: 60", "documentation decides");
    }

    /** https://docs.stripe.com/api/pagination. */
    @Test
    void stripe_pages_by_the_last_id() throws Exception {
        FakeApi api = FakeApi.at("https://api.stripe.com/v1/customers", query -> {
            int from = after(query, "starting_after");
            int to = end(from, Math.min(100, number(query, "limit", 10)));
            return json("{\"object\":\"list\",\"url\":\"/v1/customers\",\"has_more\":" + (to < ALL) + ",\"data\":"
                    + records(from, to) + "}");
        });

        Findings findings = api.look();

        assertThat(findings.paging())
                .containsEntry("pagination", "cursor")
                .containsEntry("cursor-record", "id")
                .containsEntry("cursor-param", "starting_after")
                .containsEntry("has-more-path", "has_more");
        assertThat(findings.records()).isEqualTo("data");
        assertThat(findings.size().param()).contains("limit");
        assertThat(findings.size().records()).isEqualTo(100);
    }

    /** https://developers.hubspot.com/docs/guides/api/crm/using-object-apis. */
    @Test
    void hubspot_pages_by_the_cursor_in_paging_next() throws Exception {
        FakeApi api = FakeApi.at("https://api.hubapi.com/crm/v3/objects/contacts", query -> {
            int from = number(query, "after", 0);
            int to = end(from, Math.min(100, number(query, "limit", 10)));
            return json(
                    "{\"results\":" + records(from, to) + ",\"paging\":{\"next\":{\"after\":\"" + to
                            + "\",\"link\":\"https://api.hubapi.com/crm/v3/objects/contacts?after=" + to + "\"}}}",
                    "X-HubSpot-RateLimit-Max",
                    "100",
                    "X-HubSpot-RateLimit-Remaining",
                    "98",
                    "X-HubSpot-RateLimit-Interval-Milliseconds",
                    "10000");
        });

        Findings findings = api.look();

        assertThat(findings.paging())
                .containsEntry("pagination", "cursor")
                .containsEntry("cursor-path", "paging.next.after")
                .containsEntry("cursor-param", "after");
        assertThat(findings.size().param()).contains("limit");
        assertThat(findings.size().records()).isEqualTo(100);
        assertThat(findings.rate().rate().text()).isEqualTo("100/10s");
    }

    @Test
    void a_cursor_is_not_taken_for_the_size_of_the_page_that_stands_beside_it() throws Exception {
        FakeApi api = FakeApi.at("https://api.example.com/contacts", query -> {
            int from = number(query, "after", 0);
            int size = Math.min(100, number(query, "limit", 10));
            int to = end(from, size);
            return json("{\"results\":" + records(from, to) + ",\"paging\":{\"next\":{\"after\":\"" + to
                    + "\",\"link\":\"https://api.example.com/contacts?limit=" + size + "&after=" + to + "\"}}}");
        });

        assertThat(api.look().paging()).containsEntry("pagination", "cursor").containsEntry("cursor-param", "after");
    }

    /** https://docs.slack.dev/apis/web-api/pagination. */
    @Test
    void slack_pages_by_the_cursor_in_its_metadata_and_says_errors_with_200() throws Exception {
        FakeApi api = FakeApi.at("https://slack.com/api/users.list", query -> {
            int from = after(query, "cursor");
            int to = end(from, Math.min(200, number(query, "limit", 100)));
            return json("{\"ok\":true,\"members\":" + records(from, to) + ",\"response_metadata\":{\"next_cursor\":\""
                    + (to < ALL ? "dXNlcjp" + (to - 1) : "") + "\"}}");
        });

        Findings findings = api.look();

        assertThat(findings.paging())
                .containsEntry("cursor-path", "response_metadata.next_cursor")
                .containsEntry("cursor-param", "cursor")
                .containsEntry("error-when", "/ok:false");
        assertThat(findings.records()).isEqualTo("members");
        assertThat(findings.size().records()).isEqualTo(200);
    }

    /** https://developers.notion.com/reference/intro#pagination. */
    @Test
    void notion_sends_next_cursor_back_as_start_cursor() throws Exception {
        FakeApi api = FakeApi.at("https://api.notion.com/v1/users", query -> {
            int from = after(query, "start_cursor");
            int to = end(from, Math.min(100, number(query, "page_size", 100)));
            return json("{\"object\":\"list\",\"results\":" + records(from, to) + ",\"next_cursor\":"
                    + (to < ALL ? "\"c" + (to - 1) + "\"" : "null") + ",\"has_more\":" + (to < ALL)
                    + ",\"type\":\"user\"}");
        });

        Findings findings = api.look();

        assertThat(findings.paging())
                .containsEntry("cursor-path", "next_cursor")
                .containsEntry("cursor-param", "start_cursor")
                .containsEntry("has-more-path", "has_more");
        assertThat(findings.size().param()).contains("page_size");
        assertThat(findings.confirmed()).isTrue();
    }

    /** https://developer.zendesk.com/api-reference/introduction/pagination/#cursor-pagination. */
    @Test
    void zendesk_shows_the_cursors_parameter_in_its_link() throws Exception {
        FakeApi api = FakeApi.at(
                "https://x.zendesk.com/api/v2/users.json?page[size]=50"
                        .replace("[", "%5B")
                        .replace("]", "%5D"),
                query -> {
                    int from = after(query, "page[after]");
                    int to = end(from, number(query, "page[size]", 100));
                    String cursor = "aCursor" + (to - 1);
                    return json("{\"groups\":[],\"users\":" + records(from, to) + ",\"meta\":{\"has_more\":"
                            + (to < ALL)
                            + ",\"after_cursor\":\"" + cursor + "\",\"before_cursor\":\"b\"},\"links\":{\"prev\":null,"
                            + "\"next\":\"https://x.zendesk.com/api/v2/users.json?page[after]=" + cursor
                            + "&page[size]=50\"}}");
                });

        Findings findings = api.look();

        assertThat(findings.records()).isEqualTo("users");
        assertThat(findings.paging())
                .containsEntry("cursor-path", "meta.after_cursor")
                .containsEntry("cursor-param", "page[after]")
                .containsEntry("has-more-path", "meta.has_more");
        assertThat(findings.size().param()).contains("page[size]");
        assertThat(findings.size().records()).isEqualTo(50);
        assertThat(findings.url()).hasToString("https://x.zendesk.com/api/v2/users.json");
    }

    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#pagination. */
    @Test
    void jira_counts_records_by_start_at() throws Exception {
        FakeApi api = FakeApi.at("https://x.atlassian.net/rest/api/3/project/search", query -> {
            int from = number(query, "startAt", 0);
            int size = Math.min(50, number(query, "maxResults", 50));
            return json("{\"maxResults\":" + size + ",\"startAt\":" + from + ",\"total\":250,\"isLast\":false,"
                    + "\"values\":" + records(from, end(from, size)) + "}");
        });

        Findings findings = api.look();

        assertThat(findings.paging())
                .containsEntry("pagination", "offset")
                .containsEntry("offset-param", "startAt")
                .doesNotContainKey("has-more-path");
        assertThat(findings.total()).contains("total");
        assertThat(findings.records()).isEqualTo("values");
        assertThat(findings.size().records()).isEqualTo(50);
    }

    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/. */
    @Test
    void jira_searches_by_a_token_that_goes_back_under_its_own_name() throws Exception {
        FakeApi api = FakeApi.at("https://x.atlassian.net/rest/api/3/search/jql", query -> {
            int from = after(query, "nextPageToken");
            int to = end(from, Math.min(100, number(query, "maxResults", 50)));
            return json("{\"isLast\":" + (to == ALL) + ",\"nextPageToken\":\"t" + (to - 1) + "\",\"issues\":"
                    + records(from, to) + "}");
        });

        Findings findings = api.look();

        assertThat(findings.paging())
                .containsEntry("cursor-path", "nextPageToken")
                .containsEntry("cursor-param", "nextPageToken")
                .containsEntry("has-more-path", "!isLast");
    }

    /** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_query.htm. */
    @Test
    void salesforce_names_the_next_records_url() throws Exception {
        FakeApi api = FakeApi.at(
                "https://x.my.salesforce.com/services/data/v60.0/query?q=SELECT+Id+FROM+Account",
                query -> json("{\"totalSize\":250,\"done\":false,\"nextRecordsUrl\":\"/services/data/v60.0/query/01g-"
                        + (query.containsKey("q") ? "100" : "200") + "\",\"records\":"
                        + (query.containsKey("q") ? records(0, 100) : records(100, 200)) + "}"));

        Findings findings = api.look();

        assertThat(findings.paging())
                .containsEntry("pagination", "next-url")
                .containsEntry("next-path", "nextRecordsUrl")
                .containsEntry("has-more-path", "!done");
        assertThat(findings.total()).contains("totalSize");
        assertThat(findings.confirmed()).isTrue();
        assertThat(api.asked().get(1)).hasToString("https://x.my.salesforce.com/services/data/v60.0/query/01g-100");
    }

    /** https://docs.directus.io/reference/query.html: nothing of the paging is shown. */
    @Test
    void directus_is_found_out_by_one_question_of_several_parameters() throws Exception {
        FakeApi api = FakeApi.at("https://directus.example.com/items/articles", query -> {
            int size = number(query, "limit", 100);
            int from = query.containsKey("page") ? (number(query, "page", 1) - 1) * size : number(query, "offset", 0);
            return json("{\"data\":" + records(from, Math.max(from, end(from, size))) + "}");
        });

        Findings findings = api.look();

        assertThat(findings.paging())
                .containsEntry("pagination", "page")
                .containsEntry("page-param", "page")
                .containsEntry("first-page", "1");
        assertThat(findings.total()).isEmpty();
        assertThat(findings.size().param()).contains("limit");
        assertThat(findings.size().records()).isEqualTo(ALL);
        assertThat(findings.confirmed()).isTrue();
    }

    /** https://github.com/typicode/json-server/tree/v0.17.4#paginate: parameters it does not know are filters. */
    @Test
    void json_server_is_asked_by_its_own_page_parameter() throws Exception {
        FakeApi api = FakeApi.at("http://localhost:3000/posts", query -> {
            if (!Set.of("_page", "_limit").containsAll(query.keySet())) {
                return json("[]");
            }
            int page = number(query, "_page", 0);
            return page == 0
                    ? json(records(0, ALL))
                    : json(records((page - 1) * 10, end((page - 1) * 10, 10)), "X-Total-Count", "250");
        });

        Findings findings = api.look();

        assertThat(findings.paging()).containsEntry("pagination", "page").containsEntry("page-param", "_page");
        assertThat(findings.total()).contains("header:X-Total-Count");
        assertThat(findings.size().records()).isEqualTo(10);
        assertThat(api.asked()).hasSize(3);
    }

    /** https://docs.spring.io/spring-data/rest/reference/paging-and-sorting.html. */
    @Test
    void spring_data_counts_pages_from_zero() throws Exception {
        FakeApi api = FakeApi.at("https://api.example.com/orders", query -> {
            int page = number(query, "page", 0);
            int size = Math.min(200, number(query, "size", 20));
            return json("{\"content\":" + records(page * size, end(page * size, size))
                    + ",\"pageable\":{\"pageNumber\":" + page + ",\"pageSize\":" + size + ",\"offset\":0,\"sort\":{}},"
                    + "\"last\":false,\"totalElements\":250,\"totalPages\":13,\"size\":" + size + ",\"number\":" + page
                    + ",\"first\":true,\"numberOfElements\":20,\"empty\":false}");
        });

        Findings findings = api.look();

        assertThat(findings.paging())
                .containsEntry("pagination", "page")
                .containsEntry("page-param", "page")
                .containsEntry("first-page", "0");
        assertThat(findings.total()).contains("totalElements");
        assertThat(findings.size().param()).contains("size");
        assertThat(findings.size().records()).isEqualTo(200);
    }

    /** https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html, 4.6.5. */
    @Test
    void odata_names_its_next_link_which_a_pointer_finds() throws Exception {
        FakeApi api = FakeApi.at("https://graph.example.com/v1.0/users", query -> {
            int from = after(query, "$skiptoken");
            return json("{\"@odata.context\":\"https://graph.example.com/v1.0/$metadata#users\",\"@odata.nextLink\":"
                    + "\"https://graph.example.com/v1.0/users?$skiptoken=X" + (from + 99) + "\",\"value\":"
                    + records(from, end(from, 100)) + "}");
        });

        Findings findings = api.look();

        assertThat(findings.paging())
                .containsEntry("pagination", "next-url")
                .containsEntry("next-path", "/@odata.nextLink");
        assertThat(findings.records()).isEqualTo("value");
        assertThat(findings.confirmed()).isTrue();
    }

    /** https://www.elastic.co/guide/en/elasticsearch/reference/current/search-search.html. */
    @Test
    void elasticsearch_is_asked_by_from_and_size() throws Exception {
        FakeApi api = FakeApi.at("http://localhost:9200/orders/_search", query -> {
            int from = number(query, "from", 0);
            int size = number(query, "size", 10);
            return json("{\"took\":3,\"timed_out\":false,\"_shards\":{\"total\":1,\"failed\":0},\"hits\":{\"total\":"
                    + "{\"value\":250,\"relation\":\"eq\"},\"max_score\":1.0,\"hits\":" + records(from, end(from, size))
                    + "}}");
        });

        Findings findings = api.look();

        assertThat(findings.records()).isEqualTo("hits.hits");
        assertThat(findings.total()).contains("hits.total.value");
        assertThat(findings.paging()).containsEntry("pagination", "offset").containsEntry("offset-param", "from");
        assertThat(findings.size().param()).contains("size");
    }

    @Test
    void a_lower_bound_of_elasticsearch_is_not_the_total() throws Exception {
        RawAnswer page =
                json("{\"hits\":{\"total\":{\"value\":10000,\"relation\":\"gte\"},\"hits\":" + records(0, 10) + "}}");

        Findings findings = FakeApi.at("http://localhost:9200/orders/_search", query -> page)
                .look();

        assertThat(findings.total()).isEqualTo(Optional.empty());
        assertThat(findings.untold()).anyMatch(line -> line.contains("lower bound"));
    }

    @Test
    void an_api_that_refuses_what_it_does_not_know_is_asked_plainly() throws Exception {
        FakeApi api = FakeApi.at("https://api.example.com/orders", query -> {
            if (!Set.of("page").containsAll(query.keySet())) {
                return answer(400, "{\"error\":\"unknown parameter\"}");
            }
            int from = (number(query, "page", 1) - 1) * 25;
            return json("{\"orders\":" + records(from, end(from, 25)) + ",\"total\":250}");
        });

        Findings findings = api.look();

        assertThat(findings.paging()).containsEntry("pagination", "page").containsEntry("first-page", "1");
        assertThat(findings.size().param()).isEmpty();
        assertThat(findings.size().records()).isEqualTo(25);
        assertThat(findings.confirmed()).isTrue();
    }
}
