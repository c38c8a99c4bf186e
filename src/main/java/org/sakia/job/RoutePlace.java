package org.sakia.job;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.util.ObjectHelper;
import org.sakia.config.Secrets;

/**
 * A place in a route file and what is wrong there.
 *
 * @param file its path, or of a packed one its place in the jar
 * @param line from 1; less where nobody knows
 */
record RoutePlace(String file, int line) {

    private static final Pattern MARK = Pattern.compile(", line (\\d+), column \\d+");

    /** Of a location as Camel keeps it, {@code file:routes/plan.camel.yaml}. */
    static RoutePlace at(String location, int line) {
        return new RoutePlace(location.substring(location.indexOf(':') + 1), line);
    }

    /** The exception for something that is wrong here. */
    RouteFileException saying(String what, Throwable cause) {
        return new RouteFileException("the route file " + this + ": " + what, cause);
    }

    /** The exception for a file that does not load: what its parser says, with the last line that it names. */
    static RouteFileException unreadable(String location, Exception failure) {
        String message = rootMessage(failure);
        int line = 0;
        Matcher mark = MARK.matcher(message);
        while (mark.find()) {
            line = Integer.parseInt(mark.group(1));
        }
        // Without the excerpts of the file, and the places, that stand between the sentences.
        String sentence = Arrays.stream(message.split("\n"))
                .filter(part -> !part.startsWith(" "))
                .collect(Collectors.joining(", "));
        return at(location, line).saying(sentence, failure);
    }

    /** What lies at the bottom of a failure. */
    static String rootMessage(Throwable failure) {
        PropertyBindingException binding = ObjectHelper.getException(PropertyBindingException.class, failure);
        if (binding != null && Secrets.none().isSecretName(binding.getPropertyName())) {
            // Camel's own message has the value.
            return "the property " + binding.getPropertyName() + " cannot be set to what stands there";
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof ClassNotFoundException
                ? "there is no class " + root.getMessage()
                : root.getMessage() == null ? root.toString() : root.getMessage();
    }

    @Override
    public String toString() {
        return line > 0 ? file + " line " + line : file;
    }
}
