package org.sakia.page;

import java.util.Optional;

/**
 * Where a body says whether there is a page behind it. Immutable.
 *
 * @param path   of true or false, or of their words as text
 * @param turned whether true means that there is none
 */
public record MoreFlag(FieldPath path, boolean turned) {

    /**
     * Reads {@code has_more}, or {@code !done}.
     *
     * @throws IllegalArgumentException if the path is broken or empty
     */
    public static MoreFlag parse(String text) {
        boolean turned = text.startsWith("!");
        FieldPath path = FieldPath.parse(turned ? text.substring(1) : text);
        if (path.isRoot()) {
            throw new IllegalArgumentException("'" + text + "' names no field; write has_more, or !done");
        }
        return new MoreFlag(path, turned);
    }

    /**
     * Whether there is more.
     *
     * @throws BadPageException if the body says neither true nor false there
     */
    public boolean of(CutPage cut) throws BadPageException {
        String said = Optional.ofNullable(cut.found().get(path)).orElse("nothing");
        if (!said.equals("true") && !said.equals("false")) {
            throw new BadPageException(
                    "the body has neither true nor false at '" + path + "', where has-more-path points");
        }
        return said.equals("true") != turned;
    }

    @Override
    public String toString() {
        return (turned ? "!" : "") + path;
    }
}
