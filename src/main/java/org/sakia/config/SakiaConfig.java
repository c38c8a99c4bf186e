package org.sakia.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole configuration, valid in itself. Immutable, thread-safe. */
public final class SakiaConfig {

    private final String file;
    private final Path state;
    private final boolean watch;
    private final Secrets secrets;
    private final List<JobOptions> jobs;
    private final Map<String, String> camelProperties;

    SakiaConfig(
            String file,
            Path state,
            boolean watch,
            Secrets secrets,
            List<JobOptions> jobs,
            Map<String, String> camelProperties) {
        this.file = file;
        this.state = state;
        this.watch = watch;
        this.secrets = secrets;
        this.jobs = List.copyOf(jobs);
        this.camelProperties = Map.copyOf(camelProperties);
    }

    /** One job that stands in no file. */
    public static SakiaConfig of(JobOptions job, Path state) {
        return new SakiaConfig("", state, false, job.secrets(), List.of(job), Map.of());
    }

    /** The folder of ledger and log, as written; relative to the working directory. */
    public Path state() {
        return state;
    }

    /** Whether a run takes edited routes over. */
    public boolean watch() {
        return watch;
    }

    /** What masks this configuration's secrets. */
    public Secrets secrets() {
        return secrets;
    }

    /** All jobs, in the order of the file; at least one. */
    public List<JobOptions> jobs() {
        return jobs;
    }

    /**
     * The named jobs in the order given, each once; all jobs if no name is given.
     *
     * @throws ConfigException that names the known jobs if one is unknown
     */
    public List<JobOptions> jobs(Collection<String> names) {
        if (names.isEmpty()) {
            return jobs;
        }
        List<JobOptions> chosen = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            Optional<JobOptions> job =
                    jobs.stream().filter(known -> known.name().equals(name)).findFirst();
            job.ifPresentOrElse(chosen::add, () -> problems.add(unknown(name)));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return List.copyOf(chosen);
    }

    private Problem unknown(String name) {
        List<String> known = jobs.stream().map(JobOptions::name).toList();
        String hint = KnownKeys.nearest(name, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse(".");
        return new Problem(
                "", file, "there is no job '" + name + "'" + hint + " The jobs are: " + String.join(", ", known));
    }

    /** The {@code camel.*} keys of the file and of {@code -P}, with placeholders as written, for Camel Main. */
    public Map<String, String> camelProperties() {
        return camelProperties;
    }
}
