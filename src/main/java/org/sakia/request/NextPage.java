package org.sakia.request;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sakia.page.BadPageException;
import org.sakia.page.CutPage;
import org.sakia.page.FieldPath;
import org.sakia.page.MoreFlag;

/**
 * Reads out of an answer what asks for the page behind it. Immutable.
 *
 * @param place where it stands
 * @param more  where the body says whether there is one
 */
public record NextPage(Place place, Optional<MoreFlag> more) {

    /** Where the key of the next page stands. */
    public sealed interface Place {}

    /** A cursor in the body. */
    public record CursorInBody(FieldPath path) implements Place {}

    /** A URL in the body. */
    public record UrlInBody(FieldPath path) implements Place {}

    /** A URL in the Link field. */
    public record UrlInLink() implements Place {}

    /** Nowhere: pages are numbered, or there is one only. */
    public record Nowhere() implements Place {}

    /** The last of the records; array elements that {@code *} stands for are all taken, so that the last one stays. */
    public static CursorInBody cursorInLastRecord(FieldPath records, FieldPath field) {
        return new CursorInBody(
                new FieldPath(Stream.of(records.segments(), List.of(FieldPath.ANY_ELEMENT), field.segments())
                        .flatMap(List::stream)
                        .toList()));
    }

    /** Whether it is a URL that asks for the next page. */
    boolean isUrl() {
        return place instanceof UrlInBody || place instanceof UrlInLink;
    }

    /** What has to be taken out of each body for it. */
    public List<FieldPath> captures() {
        Optional<FieldPath> key = Optional.empty();
        if (place instanceof CursorInBody cursor) {
            key = Optional.of(cursor.path());
        } else if (place instanceof UrlInBody url) {
            key = Optional.of(url.path());
        }
        return Stream.of(key, more.map(MoreFlag::path))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Whether the answer says that there is more; empty where it does not say.
     *
     * @throws BadPageException if it was to say so and does not
     */
    Optional<Boolean> saysMore(CutPage cut) throws BadPageException {
        return more.isPresent() ? Optional.of(more.get().of(cut)) : Optional.empty();
    }

    /**
     * What asks for the page behind: a cursor, or an absolute URL of a place that may be asked. Empty at the end.
     *
     * @param asked   what was asked for this page, which a relative URL is resolved against
     * @param origins says which places may be asked
     * @throws BadPageException    if the answer says that there is more, and not where
     * @throws JobAbortedException if it names a place that must not be asked
     */
    Optional<String> key(AnswerHead head, CutPage cut, URI asked, Origins origins)
            throws BadPageException, JobAbortedException {
        if (place instanceof Nowhere || saysMore(cut).filter(says -> !says).isPresent()) {
            return Optional.empty();
        }
        Optional<String> key = written(head, cut).map(String::strip).filter(text -> !text.isEmpty());
        if (key.isEmpty()) {
            if (more.isPresent()) {
                throw new BadPageException("the body says that there is more, but not what asks for it: "
                        + (place instanceof UrlInLink
                                ? "there is no Link field with rel=next"
                                : "nothing stands at '" + captures().get(0) + "'"));
            }
            return key;
        }
        return place instanceof CursorInBody ? key : Optional.of(url(key.get(), asked, origins));
    }

    private Optional<String> written(AnswerHead head, CutPage cut) throws BadPageException {
        if (place instanceof UrlInLink) {
            return LinkHeader.next(head.fields("Link"));
        }
        FieldPath path = captures().get(0);
        String found = cut.found().getOrDefault(path, "");
        if (found.equals("{}") || found.equals("[]")) {
            throw new BadPageException("an object or array stands at '" + path
                    + "', where the body was to say what asks" + " for the next page");
        }
        // Some APIs write false for "there is none".
        return Optional.of(found).filter(text -> !text.equals("false"));
    }

    private static String url(String reference, URI asked, Origins origins) throws JobAbortedException {
        Target target = origins.resolve(asked, reference);
        if (target instanceof Target.Refused refused) {
            throw new JobAbortedException("the API says that the next page is at " + refused.why());
        }
        return ((Target.Allowed) target).uri().toString();
    }
}
