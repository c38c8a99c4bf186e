package org.sakia.plan;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sakia.ledger.Round;

/** The parts of a source: what {@link PlanSettings#partitions()} is made of. */
public final class Partitions {

    private Partitions() {}

    /** The source has no parts. */
    public static Iterable<Partition> whole() {
        return List.of(Partition.WHOLE);
    }

    /**
     * One part for each value.
     *
     * @param values iterated anew each time, and never held as a whole
     * @param param  the query parameter that selects a part; empty where the value stands in URL, query or body
     */
    public static Iterable<Partition> ofValues(Iterable<String> values, Optional<String> param) {
        return () -> map(
                values.iterator(),
                value -> Partition.of(
                        value, param.map(name -> Map.of(name, value)).orElse(Map.of())));
    }

    /**
     * One part for each window of time.
     *
     * @param fromParam the query parameter of its begin; empty where that stands in URL, query or body
     * @param toParam   the same of its end
     */
    public static Iterable<Partition> ofWindows(
            TimeWindows windows,
            Optional<String> fromParam,
            Optional<String> toParam,
            TimeFormat format,
            WindowEnd end) {
        return () -> map(windows.windows(), window -> {
            String from = format.of(window.from());
            String to = format.of(end == WindowEnd.INCLUSIVE ? window.to().minus(format.unit()) : window.to());
            Map<String, String> parameters = new LinkedHashMap<>();
            fromParam.ifPresent(name -> parameters.put(name, from));
            toParam.ifPresent(name -> parameters.put(name, to));
            return new Partition(
                    window.key(), parameters, Map.of("partition", window.key(), "from", from, "to", to), false);
        });
    }

    /**
     * The same parts in a round of an incremental job.
     *
     * @param round the present one, whenever the parts are gone through
     * @param param that carries the value from which the round asks; empty where that stands in URL, query or body
     */
    public static Iterable<Partition> inRounds(
            Iterable<Partition> parts, Supplier<Round> round, Optional<String> param) {
        return () -> map(parts.iterator(), part -> part.in(round.get(), param));
    }

    private static <A, B> Iterator<B> map(Iterator<A> source, Function<A, B> change) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return source.hasNext();
            }

            @Override
            public B next() {
                return change.apply(source.next());
            }
        };
    }
}
