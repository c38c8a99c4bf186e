package org.sakia.config;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. The message holds every problem, one a line, and no secret. */
public final class ConfigException extends RuntimeException {

    private final transient List<Problem> problems;

    /** @param problems at least one */
    public ConfigException(Collection<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** All problems, in the order found. */
    public List<Problem> problems() {
        return problems;
    }
}
