package org.sakia.lab;

/**
 * The names of the paging parameters. A request that has the page parameter is read by page number, any other by
 * offset. Immutable.
 *
 * @param offsetParam number of the first record, from 0
 * @param pageParam   number of the page
 * @param limitParam  records in a page
 * @param firstPage   number of the first page, usually 1 or 0
 * @param total       where answers say how many records there are
 */
public record Paging(String offsetParam, String pageParam, String limitParam, long firstPage, TotalForm total) {

    /** {@code offset}, {@code page}, {@code limit}, pages from 1, the total in the body. */
    public static final Paging DEFAULT = new Paging("offset", "page", "limit", 1, TotalForm.BODY);

    /** The same parameters with the total in another place. */
    public Paging withTotal(TotalForm form) {
        return new Paging(offsetParam, pageParam, limitParam, firstPage, form);
    }
}
