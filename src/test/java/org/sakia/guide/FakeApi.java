package org.sakia.guide;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sakia.request.RawAnswer;

/** An API that is asked in this JVM: answers by script, and what was asked. */
final class FakeApi {

    private final URI url;
    private final Function<Map<String, String>, RawAnswer> answers;
    private final List<URI> asked = new ArrayList<>();

    private FakeApi(String url, Function<Map<String, String>, RawAnswer> answers) {
        this.url = URI.create(url);
        this.answers = answers;
    }

    /** @param answers gets the parameters of a request */
    static FakeApi at(String url, Function<Map<String, String>, RawAnswer> answers) {
        return new FakeApi(url, answers);
    }

    /** Talks to it as the command does. */
    Findings look() throws NoGuideException {
        Guide guide = new Guide(url, Clock.systemUTC());
        for (Optional<Guide.Ask> ask = guide.next(); ask.isPresent(); ask = guide.next()) {
            URI target = ask.get().url();
            asked.add(target);
            Map<String, String> parameters = new HashMap<>();
            Query.of(target).parameters().forEach(parameter -> parameters.put(parameter.name(), parameter.value()));
            guide.hear(answers.apply(parameters));
        }
        return guide.findings();
    }

    /** What is printed for it. */
    String job() throws NoGuideException {
        return JobText.of(JobText.nameFor(url), look(), Map.of());
    }

    List<URI> asked() {
        return List.copyOf(asked);
    }

    static RawAnswer json(String body, String... fields) {
        return answer(200, body, fields);
    }

    static RawAnswer answer(int status, String body, String... fields) {
        Map<String, List<String>> head = new HashMap<>();
        head.put("Content-Type", List.of("application/json"));
        for (int i = 0; i < fields.length; i += 2) {
            head.put(fields[i], List.of(fields[i + 1]));
        }
        return new RawAnswer(status, "HTTP " + status, head, body.getBytes(StandardCharsets.UTF_8), true);
    }

    /** Records by their places in the source, as a JSON array. */
    static String records(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(id -> "{\"id\":\"r" + id + "\",\"name\":\"n\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** A parameter's whole number. */
    static int number(Map<String, String> query, String name, int otherwise) {
        return Integer.parseInt(query.getOrDefault(name, Integer.toString(otherwise)));
    }
}
