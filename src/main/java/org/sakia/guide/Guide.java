package org.sakia.guide;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.sakia.limit.LimitFields;
import org.sakia.request.RawAnswer;

/**
 * A conversation with an unknown API, three questions long at most: {@link #next} says what to ask, {@link #hear} takes
 * the answer. It asks nobody itself. Not thread-safe.
 */
public final class Guide {

    /** Most requests of a conversation. */
    public static final int MOST_REQUESTS = 3;

    private static final Duration USUAL_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final URI url;
    private final Clock clock;
    private final List<RawAnswer> answers = new ArrayList<>();
    private final List<Total.Later> later = new ArrayList<>();
    private final Deque<Way> thoughts = new ArrayDeque<>();
    private int asked;
    private boolean over;
    private boolean riddled;
    private boolean plain;
    private Question question = new Question.First();
    private Optional<FirstPage> first = Optional.empty();
    private Optional<Way> fallback = Optional.empty();
    private final PagingNotes notes = new PagingNotes();
    private PageSize size = PageSize.unknown();

    /**
     * One request to make.
     *
     * @param url   to ask
     * @param pause to make before it
     */
    public record Ask(URI url, Duration pause) {}

    /** @param url what the user named: http or https */
    public Guide(URI url, Clock clock) {
        this.url = url;
        this.clock = clock;
    }

    /** What to ask now; empty when there is nothing more to be learnt. */
    public Optional<Ask> next() {
        if (over || asked >= MOST_REQUESTS) {
            return Optional.empty();
        }
        if (first.isEmpty()) {
            asked++;
            return Optional.of(new Ask(url, Duration.ZERO));
        }
        Optional<Question> chosen = choose();
        Optional<Duration> pause = pause();
        if (chosen.isEmpty() || pause.isEmpty()) {
            over = true;
            return Optional.empty();
        }
        asked++;
        question = chosen.get();
        return Optional.of(new Ask(target(first.get()), pause.get()));
    }

    /**
     * Takes the answer to what was asked last.
     *
     * @throws NoGuideException if no job can be made: the first answer is no list, or the API says to slow down
     */
    public void hear(RawAnswer answer) throws NoGuideException {
        if (first.isEmpty()) {
            FirstPage page = FirstPage.of(Reading.read(url, answer, clock));
            answers.add(answer);
            first = Optional.of(page);
            thoughts.addAll(page.thought().ways());
            page.thought().notes().forEach(notes::hint);
            size = PageSize.of(page);
            return;
        }
        Reading.requireNoHold(answer, clock);
        answers.add(answer);
        judge(first.get(), read(answer));
    }

    /** No answer came to what was asked last, which was not the first question. */
    public void unanswered(String why) {
        notes.hint("The " + ordinal() + " request brought nothing (" + Printable.text(why, 160) + ").");
        over = true;
    }

    /**
     * What was found out.
     *
     * @throws IllegalStateException if not even the first answer was heard
     */
    public Findings findings() {
        FirstPage page = first.orElseThrow(() -> new IllegalStateException("nothing was heard yet"));
        Way way = notes.way()
                .or(() -> fallback)
                .or(() -> Optional.ofNullable(thoughts.peek()))
                .orElseGet(Way.Single::new);
        boolean more = page.signs().sayMore() || notes.sawFurther();
        Total.Search total = Total.search(page.sample(), page.array(), more, later);
        if (total.total().isEmpty() && way instanceof Way.ByNumber) {
            // Some tell it only where a page is asked for by its number.
            total = later.stream()
                    .map(answer -> Total.search(answer.sample(), page.array(), more, List.of()))
                    .filter(found -> found.total().isPresent())
                    .findFirst()
                    .orElse(total);
        }
        return new Conclusion(page, way, notes, total, size).findings(RateHint.of(answers, clock), asked);
    }

    private Optional<Question> choose() {
        FirstPage page = first.orElseThrow();
        if (notes.way().isPresent()) {
            return size.question(page, notes.way().get());
        }
        while (!thoughts.isEmpty()) {
            Way way = thoughts.poll();
            if (page.isAll() && way instanceof Way.ByNumber number) {
                Optional<String> param = page.thought().size().map(Counters.Size::param);
                if (param.isPresent() && page.count() > 1) {
                    return Optional.of(new Question.Half(number, param.get(), page.count() / 2));
                }
            } else if (page.canBeTried(way)) {
                return Optional.of(new Question.Second(way, plain ? Optional.empty() : size.askedWith(page, way)));
            }
            fallback = fallback.or(() -> Optional.of(way));
        }
        if (page.signs().sayEnd() && !page.isMore()) {
            return Optional.empty();
        }
        return riddle(page);
    }

    private Optional<Question> riddle(FirstPage page) {
        if (page.count() < Riddle.FEWEST || asked >= MOST_REQUESTS) {
            return Optional.empty();
        }
        Riddle riddle = riddled
                ? Riddle.other(page.count(), page.thought().size())
                : Riddle.usual(page.count(), page.thought().size());
        riddled = true;
        return Optional.of(new Question.Solve(riddle));
    }

    private URI target(FirstPage page) {
        Query base = page.base();
        if (question instanceof Question.Second second) {
            URI target = page.second(second.way());
            return second.sizes()
                    .map(sizes -> sizes.query(Query.of(target)).on(target))
                    .orElse(target);
        }
        Query query = base;
        if (question instanceof Question.Half half) {
            long place = half.way().counter().byRecords()
                    ? half.size()
                    : half.way().counter().first() + 1;
            query = base.with(half.way().counter().param(), place).with(half.sizeParam(), half.size());
        } else if (question instanceof Question.Solve solve) {
            query = solve.riddle().query(base);
        } else if (question instanceof Question.Which which) {
            query = which.riddle().query(base);
        } else if (question instanceof Question.Largest largest) {
            query = base.with(largest.param(), largest.size());
        }
        return query.on(url);
    }

    private Optional<PageRecords> read(RawAnswer answer) {
        try {
            FirstPage page = first.orElseThrow();
            Sample sample = Reading.read(url, answer, clock);
            Optional<RecordArray> records = page.same(sample);
            records.ifPresent(array -> later.add(new Total.Later(sample, array)));
            return records.map(page::keys);
        } catch (NoGuideException noList) {
            return Optional.empty();
        }
    }

    private void judge(FirstPage page, Optional<PageRecords> heard) {
        String status = answers.get(answers.size() - 1).statusLine();
        if (question instanceof Question.Second second) {
            notes.second(page, second.way(), page.asked(target(page)), heard, status);
            size = notes.otherSize().map(size::given).orElse(size);
            if (second.sizes().isPresent() && notes.way().isEmpty()) {
                plain = true;
                thoughts.addFirst(second.way());
            }
            size = second.sizes()
                    .filter(sizes -> notes.way().isPresent())
                    .flatMap(sizes ->
                            sizes.solve(page.keys(), heard.orElseThrow()).size())
                    .map(param -> size.heard(param, page.count()))
                    .orElse(size);
        } else if (question instanceof Question.Half half) {
            notes.half(page, half, page.asked(target(page)), heard);
            size = notes.way().isPresent() ? size.heard(half.sizeParam(), Math.max(page.count(), 100)) : size;
        } else if (question instanceof Question.Solve solve) {
            Riddle.Solution solution = heard.map(records -> solve.riddle().solve(page.keys(), records))
                    .orElseGet(() -> new Riddle.Solution(Optional.empty(), Optional.empty()));
            notes.solved(page, solve.riddle(), page.asked(target(page)), heard, status, solution);
            size = solution.size().map(param -> size.heard(param, page.count())).orElse(size);
            if (solution.way().isEmpty()
                    && heard.filter(records -> !records.isEmpty()).isEmpty()) {
                // An API that takes only what it knows: one plain try is left.
                plain = true;
                thoughts.add(page.plainGuess());
            }
        } else if (question instanceof Question.Which which) {
            size = heard.flatMap(records ->
                            which.riddle().solve(page.keys(), records).size())
                    .map(param -> size.heard(param, page.count()))
                    .orElse(size);
        } else if (question instanceof Question.Largest largest) {
            size = size.largest(page, largest, heard, status);
        }
    }

    /** How long to wait before the next question; empty where the API would refuse it, or nearly. */
    private Optional<Duration> pause() {
        LimitFields limits = RateHint.limits(answers.get(answers.size() - 1), clock);
        Duration pause = USUAL_PAUSE;
        if (limits.nothingLeft()) {
            pause = limits.reset().orElse(LONGEST_PAUSE);
        } else if (limits.policy().isPresent() && limits.remaining().orElse(0) < MOST_REQUESTS) {
            Duration step = limits.policy()
                    .get()
                    .period()
                    .dividedBy(limits.policy().get().requests());
            pause = step.compareTo(pause) > 0 ? step : pause;
        }
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            notes.hint("The answers announce a limit that leaves no room for a further question, so none was asked.");
            return Optional.empty();
        }
        return Optional.of(pause);
    }

    private String ordinal() {
        return asked == 2 ? "second" : "third";
    }
}
