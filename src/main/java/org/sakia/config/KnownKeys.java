package org.sakia.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Which keys there are, and which one a misspelt key was probably meant to be. */
final class KnownKeys {

    static final String PREFIX = "sakia.";
    static final String JOB = PREFIX + "job.";
    static final String DEFAULTS = PREFIX + "defaults.";

    private static final Pattern JOB_NAME = Pattern.compile("[a-z0-9-]+");
    private static final List<String> FIRST_PARTS = Stream.concat(
                    Stream.of("job", "defaults"), Options.GLOBAL.stream().map(Option::key))
            .toList();

    private KnownKeys() {}

    /** Cuts a key that begins with {@value #PREFIX} into scope and option. */
    static Setting setting(String fullKey, String value, String where) {
        int scopeEnd = PREFIX.length();
        if (fullKey.startsWith(DEFAULTS)) {
            scopeEnd = DEFAULTS.length();
        } else if (fullKey.startsWith(JOB)) {
            scopeEnd = Math.max(JOB.length(), fullKey.indexOf('.', JOB.length()) + 1);
        }
        return new Setting(fullKey.substring(0, scopeEnd), fullKey.substring(scopeEnd), value, where);
    }

    /** The job that a setting belongs to, if it belongs to one with a valid name. */
    static Optional<String> jobOf(Setting setting) {
        return setting.scope().length() > JOB.length() && setting.scope().startsWith(JOB)
                ? Optional.of(jobName(setting.scope()))
                        .filter(name -> JOB_NAME.matcher(name).matches())
                : Optional.empty();
    }

    private static String jobName(String scope) {
        return scope.substring(JOB.length(), scope.length() - 1);
    }

    /** What is wrong with the key of a setting, if anything is. */
    static Optional<Problem> problem(Setting setting) {
        return sentence(setting).map(setting::problem);
    }

    private static Optional<String> sentence(Setting setting) {
        String scope = setting.scope();
        if (scope.equals(PREFIX)) {
            return problemWithGlobal(setting.key());
        }
        if (scope.equals(JOB)) {
            String option = Options.find(setting.key()).isPresent() ? setting.key() : "url";
            return Optional.of("the job's name or the option is missing; write " + JOB + "<name>." + option);
        }
        if (!scope.equals(DEFAULTS) && jobOf(setting).isEmpty()) {
            return Optional.of("'" + jobName(scope) + "' is no job name; use a-z, 0-9 and - only");
        }
        return problemWithOption(scope, setting.key());
    }

    private static Optional<String> problemWithGlobal(String key) {
        if (Options.GLOBAL.stream().anyMatch(option -> option.key().equals(key))) {
            return Optional.empty();
        }
        if (Options.find(key).isPresent()) {
            return Optional.of(
                    "belongs to a job; write " + JOB + "<name>." + key + ", or " + DEFAULTS + key + " for all jobs");
        }
        int dot = key.indexOf('.');
        String first = dot < 0 ? key : key.substring(0, dot);
        String rest = dot < 0 ? "" : key.substring(dot);
        return Optional.of("is no key of Sakia"
                + nearest(first, FIRST_PARTS)
                        .map(near -> "; did you mean " + PREFIX + near + rest + "?")
                        .orElse("; keys begin with " + JOB + "<name>. or " + DEFAULTS));
    }

    /** What is wrong with an option's key without any scope, if anything is. */
    static Optional<String> problemWithOption(String key) {
        return problemWithOption("", key);
    }

    private static Optional<String> problemWithOption(String scope, String key) {
        Optional<Option<?>> known = Options.find(key);
        if (known.isPresent()) {
            return Optional.empty();
        }
        if (Options.JOB.stream().anyMatch(map -> map.key().equals(key))) {
            return Optional.of("needs a name; write " + scope + key + ".<name>");
        }
        return Optional.of("is no option"
                + nearestOption(key)
                        .map(near -> "; did you mean " + scope + near + "?")
                        .orElse("; docs/configuration.md lists them"));
    }

    private static Optional<String> nearestOption(String key) {
        // Both a map's own name and the names in it may have dots: the shortest part that looks like a map is one.
        List<String> maps =
                Options.JOB.stream().filter(Option::isMap).map(Option::key).toList();
        for (int dot = key.indexOf('.'); dot > 0 && dot < key.length() - 1; dot = key.indexOf('.', dot + 1)) {
            Optional<String> map = nearest(key.substring(0, dot), maps);
            if (map.isPresent()) {
                return Optional.of(map.get() + key.substring(dot));
            }
        }
        return nearest(key, Options.JOB.stream().map(Option::key).toList());
    }

    /** The word that differs in spelling only, or in about a third of its letters at most. */
    static Optional<String> nearest(String word, List<String> candidates) {
        String plain = plain(word);
        LevenshteinDistance distance = new LevenshteinDistance(Math.max(1, (plain.length() + 1) / 3));
        return candidates.stream()
                .filter(candidate -> distance.apply(plain, plain(candidate)) >= 0)
                .min(Comparator.comparingInt(candidate -> distance.apply(plain, plain(candidate))));
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    }
}
