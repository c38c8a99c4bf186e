package org.sakia.guide;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of the size of a page. Immutable.
 *
 * @param param   what sets it
 * @param certain whether that was seen to work, or stands in a URL of the API's
 * @param records of a page that came
 * @param done    whether there is nothing more to ask
 * @param comment for the reader
 */
record PageSize(Optional<String> param, boolean certain, long records, boolean done, String comment) {

    private static final int LARGE = 1_000;
    private static final int MOST_BYTES = 1_500_000;
    private static final int FEWEST_FOR_QUESTION = 4;

    static PageSize unknown() {
        return new PageSize(Optional.empty(), false, 1, true, "");
    }

    /** What the first page shows. */
    static PageSize of(FirstPage page) {
        Optional<Counters.Size> asked = Counters.ofQuery(page.sample().asked()).size();
        if (asked.isPresent()) {
            return new PageSize(
                    asked.map(Counters.Size::param),
                    true,
                    asked.get().value(),
                    true,
                    "The size that stood in the URL. Larger pages need fewer requests.");
        }
        boolean inUrl = page.signs()
                .link()
                .or(() -> page.signs().url().flatMap(Signs.NextUrl::url))
                .flatMap(next -> Counters.ofQuery(next).size())
                .isPresent();
        return new PageSize(page.thought().size().map(Counters.Size::param), inUrl, page.count(), false, "");
    }

    /** A parameter that was heard. */
    PageSize heard(String name, long size) {
        return new PageSize(Optional.of(name), true, size, done, comment);
    }

    /** Pages have this size, whatever the first answer had. */
    PageSize given(int size) {
        return new PageSize(Optional.empty(), false, size, true, comment);
    }

    /** What may be asked about it along with the question for a second page: nothing where the API names the URL. */
    Optional<Riddle> askedWith(FirstPage page, Way way) {
        boolean url = way instanceof Way.ByLink || way instanceof Way.ByUrl;
        return done || url || param.isPresent() || page.count() < FEWEST_FOR_QUESTION
                ? Optional.empty()
                : Optional.of(Riddle.sizesOnly(page.count()));
    }

    /** What is worth asking about it. */
    Optional<Question> question(FirstPage page, Way way) {
        if (done || way instanceof Way.Single) {
            return Optional.empty();
        }
        if (param.isPresent()) {
            int large = Math.min(LARGE, MOST_BYTES / page.recordBytes());
            return large > page.count() && !page.isAll()
                    ? Optional.of(new Question.Largest(param.get(), large))
                    : Optional.empty();
        }
        return page.count() >= FEWEST_FOR_QUESTION
                ? Optional.of(new Question.Which(Riddle.sizesOnly(page.count())))
                : Optional.empty();
    }

    /** The answer to the question for a large page. */
    PageSize largest(FirstPage page, Question.Largest asked, Optional<PageRecords> heard, String status) {
        String question = asked.param() + "=" + asked.size();
        if (heard.isEmpty()) {
            return kept(page, question + " was refused (" + status + ")");
        }
        int came = heard.get().size();
        if (came <= page.count()) {
            return kept(page, question + " gave " + came + " records");
        }
        OptionalLong total =
                page.total().total().stream().mapToLong(Total::value).findFirst();
        boolean all = total.isPresent() && came >= total.getAsLong();
        long size = came < asked.size() && !all ? came : asked.size();
        String words = came >= asked.size()
                ? question + " gave as many; the API may allow more."
                : all
                        ? question + " gave all " + came + " records at once."
                        : question + " gave " + came
                                + (total.isPresent()
                                        ? ", the most that is on a page."
                                        : ": the most that is on a page, or all there are.");
        return new PageSize(param, true, size, true, words);
    }

    private PageSize kept(FirstPage page, String why) {
        return new PageSize(
                certain ? param : Optional.empty(),
                certain,
                page.count(),
                true,
                why + ", so pages keep the size of the first one, " + page.count() + ".");
    }

    /** What is printed. */
    Findings.Size finding() {
        return new Findings.Size(certain ? param : Optional.empty(), Math.max(1, records), comment);
    }
}
