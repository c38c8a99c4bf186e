package org.sakia.component;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.processing.Generated;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/**
 * The options of a job as an endpoint has them, as texts: they are read where those of a configuration file are.
 * Generated from {@code org.sakia.config.Options}; CONTRIBUTING.md says how.
 */
@Generated("org.sakia.component.ConfigurationSource")
@UriParams
public final class SakiaConfiguration {

    @UriParam(
            label = "common",
            description = "Names the folder of the ledger, which remembers what was delivered; relative to the "
                    + "working directory.")
    @Metadata(required = true)
    private String state;

    @UriParam(
            label = "common",
            secret = true,
            description = "Names the resource to export. Its own query is kept and merged with query.name and the "
                    + "paging parameters; a parameter that stands in two of them is an error. Credentials belong "
                    + "into a header.")
    @Metadata(required = true)
    private String url;

    @UriParam(
            label = "request",
            prefix = "query.",
            multiValue = true,
            secret = true,
            description = "Sends this query parameter with every request; the value is written plainly and "
                    + "percent-encoded by Sakia.")
    private Map<String, Object> query = new LinkedHashMap<>();

    @UriParam(
            label = "request",
            prefix = "header.",
            multiValue = true,
            secret = true,
            description = "Sends this header with every request to the URL's own origin, as in header.Authorization "
                    + "= Bearer {{env:TOKEN}}.")
    private Map<String, Object> header = new LinkedHashMap<>();

    @UriParam(
            label = "security",
            description = "Lists hosts beside the URL's own that the API may send Sakia to by redirects and next "
                    + "links, as host (at the scheme's own port) or host:port. They get no headers and no "
                    + "credentials of this job.")
    private String allowedHosts;

    @UriParam(
            label = "security",
            defaultValue = "none",
            enums = "none,bearer,basic,api-key,oauth2",
            description = "Chooses how the API is told who asks: bearer (a token), basic (user and password), "
                    + "api-key, or oauth2 (tokens by client credentials). Credentials go to the URL's own origin "
                    + "only.")
    private String auth;

    @UriParam(
            label = "security",
            secret = true,
            description = "Is the token of auth = bearer, without the word Bearer.")
    private String authToken;

    @UriParam(
            label = "security",
            secret = true,
            description = "Is the user of auth = basic; it has no colon. Sent in UTF-8.")
    private String authUser;

    @UriParam(label = "security", secret = true, description = "Is the password of auth = basic; it may be empty.")
    private String authPassword;

    @UriParam(label = "security", secret = true, description = "Is the key of auth = api-key.")
    private String authKey;

    @UriParam(
            label = "security",
            defaultValue = "X-API-Key",
            description = "Names the header that carries the key (auth = api-key).")
    private String authKeyHeader;

    @UriParam(
            label = "security",
            description = "Names the query parameter that carries the key in place of a header (auth = api-key); it "
                    + "is masked everywhere.")
    private String authKeyParam;

    @UriParam(
            label = "security",
            secret = true,
            description = "Names where auth = oauth2 gets its tokens; https, unless it is this machine.")
    private String authTokenUrl;

    @UriParam(label = "security", secret = true, description = "Is the client of auth = oauth2.")
    private String authClientId;

    @UriParam(label = "security", secret = true, description = "Is the client's secret (auth = oauth2).")
    private String authClientSecret;

    @UriParam(
            label = "security",
            secret = true,
            description = "Asks for these scopes, with blanks between them (auth = oauth2).")
    private String authScope;

    @UriParam(
            label = "security",
            defaultValue = "basic",
            enums = "basic,body",
            description = "Sends the client's id and secret in the header Authorization (basic) or in the form "
                    + "(body), as the token server wants it (auth = oauth2).")
    private String authClientAuth;

    @UriParam(
            label = "paging",
            defaultValue = "offset",
            enums = "offset,page,cursor,link,next-url,none",
            description = "Chooses how the API is paged: by the records before a page (offset), by its number "
                    + "(page), by a cursor in the answer before (cursor), by a Link header (link), by a URL in "
                    + "the body (next-url), or not at all (none). Only pages that have numbers are asked for "
                    + "side by side; the others one after the other in each partition.")
    private String pagination;

    @UriParam(
            label = "paging",
            defaultValue = "100",
            description = "Asks for this many records a page. Fewer requests need less of the rate: take the most "
                    + "the API allows.")
    private String pageSize;

    @UriParam(
            label = "paging",
            defaultValue = "limit",
            description = "Names the query parameter that carries the page size; none sends no such parameter.")
    private String limitParam;

    @UriParam(
            label = "paging",
            defaultValue = "offset",
            description = "Names the query parameter that carries the number of records before the page (pagination "
                    + "= offset).")
    private String offsetParam;

    @UriParam(
            label = "paging",
            defaultValue = "page",
            description = "Names the query parameter that carries the page's number (pagination = page).")
    private String pageParam;

    @UriParam(
            label = "paging",
            defaultValue = "1",
            description = "Gives the number of the first page (pagination = page).")
    private String firstPage;

    @UriParam(
            label = "paging",
            defaultValue = "cursor",
            description = "Names the query parameter that carries the cursor (pagination = cursor); it is not sent "
                    + "where {cursor} stands in body.")
    private String cursorParam;

    @UriParam(
            label = "paging",
            description = "Points to the cursor of the next page in the body; nothing, null, false or an empty text "
                    + "there is the end.")
    private String cursorPath;

    @UriParam(
            label = "paging",
            description = "Takes the cursor from this field of the page's last record instead, as in id; needs "
                    + "hasMorePath.")
    private String cursorRecord;

    @UriParam(
            label = "paging",
            defaultValue = "next",
            description = "Points to the URL of the next page in the body (pagination = next-url), absolute or "
                    + "relative; nothing, null, false or an empty text there is the end.")
    private String nextPath;

    @UriParam(
            label = "paging",
            description = "Points to true or false in the body, whether there is a page behind this one; !done turns "
                    + "it round.")
    private String hasMorePath;

    @UriParam(
            label = "request",
            defaultValue = "GET",
            enums = "GET,POST",
            description = "Chooses how pages are asked for.")
    private String method;

    @UriParam(
            label = "request",
            secret = true,
            description = "Sends this with method = POST. {offset}, {page}, {cursor}, {size}, {partition}, {from}, "
                    + "{to} and {since} stand for the page's values, which are then not sent as query "
                    + "parameters. In JSON a field whose value is the text '{cursor}' is left out where there is "
                    + "no cursor, in a form the parameter.")
    private String body;

    @UriParam(
            label = "advanced",
            defaultValue = "false",
            enums = "true,false",
            description = "Lets pages beside each other, or two partitions, hold the same records, and more than a "
                    + "hundred empty pages come in a row. Without it the job ends, since that is what an API "
                    + "does that ignores a parameter or never comes to an end.")
    private String allowRepeats;

    @UriParam(
            label = "partitions",
            description = "Names the query parameter that selects a partition; not needed where {partition} stands "
                    + "in url, query.name or body.")
    private String partitionParam;

    @UriParam(
            label = "partitions",
            description = "Exports each of these parts of the source on its own, side by side, at the one rate of "
                    + "the job.")
    private String partitionValues;

    @UriParam(
            label = "partitions",
            description = "Takes the values of partitions from this file, one a line; empty lines count for nothing.")
    private String partitionValuesFile;

    @UriParam(
            label = "partitions",
            description = "Cuts the source into windows of time, as in updated_at:2024-01-01..2026-01-01/7d: a name, "
                    + "from, to and the length of a window.")
    private String partitionWindow;

    @UriParam(
            label = "partitions",
            description = "Names the query parameter of a window's begin; not needed where {from} stands in url, "
                    + "query.name or body.")
    private String partitionWindowFrom;

    @UriParam(
            label = "partitions",
            description = "Names the query parameter of a window's end; not needed where {to} stands in url, "
                    + "query.name or body.")
    private String partitionWindowTo;

    @UriParam(
            label = "partitions",
            defaultValue = "iso",
            description = "Writes times as iso (2024-01-01T00:00:00Z), date (2024-01-01), epoch-s, epoch-ms, or by a "
                    + "pattern of letters as in yyyy-MM-dd HH:mm:ss; always in UTC.")
    private String partitionWindowFormat;

    @UriParam(
            label = "partitions",
            defaultValue = "exclusive",
            enums = "exclusive,inclusive",
            description = "Says whether the API counts a window's end to the window (inclusive): the end sent is "
                    + "then the last moment before the next window, in the unit of the format.")
    private String partitionWindowEnd;

    @UriParam(
            label = "paging",
            defaultValue = "results",
            description =
                    "Points to the array of records in the body; an empty value means that the body is the " + "array.")
    private String records;

    @UriParam(
            label = "paging",
            defaultValue = "count",
            description = "Says where the number of all records is found: a path in the body, header:X-Total-Count, "
                    + "a number you know, or none, when the first empty page is the end. With cursors and links "
                    + "it counts only if it is set.")
    private String total;

    @UriParam(
            label = "retry",
            description = "Takes an answer with status 2xx for a failed attempt when its body says so, as in "
                    + "/ok:false, or /errors for any value there; several are separated by commas.")
    private String errorWhen;

    @UriParam(
            label = "limit",
            description = "Takes an answer of any status for 'slow down' when its body says so, as in "
                    + "/errors/0/extensions/code:THROTTLED.")
    private String throttleWhen;

    @UriParam(
            label = "limit",
            description = "Limits the requests in any window of the period, as in 100/60s; several limits hold "
                    + "together, as in 10/1s,5000/1h. auto takes what the API announces in the fields of its "
                    + "first answer, or 60/60s, and adapts. No limit at all must be asked for by the word none.")
    @Metadata(required = true)
    private String rate;

    @UriParam(
            label = "limit",
            defaultValue = "false",
            enums = "true,false",
            description = "Halves the pace whenever the API says 'slow down', and gives back a twentieth of the rate "
                    + "for each period without, a minute at most; rate is never exceeded. Right where others use "
                    + "the same quota.")
    private String rateAdaptive;

    @UriParam(
            label = "limit",
            description = "Keeps this much of each period free against jitter on the way; it must be shorter than "
                    + "every period of rate.")
    private String rateMargin;

    @UriParam(
            label = "limit",
            defaultValue = "1",
            description = "Lets this many requests start at once; the pace then goes on so that the rate still holds.")
    private String burst;

    @UriParam(
            label = "limit",
            description = "Bounds the requests in a long period, as in 250000/1d, beside rate. The count rolls over "
                    + "the period and goes on over restarts.")
    private String quota;

    @UriParam(
            label = "limit",
            defaultValue = "pause",
            enums = "pause,stop",
            description = "Chooses what happens when quota is used up: pause waits until some of it is free again, "
                    + "stop ends the job and says when to come back.")
    private String quotaOnEmpty;

    @UriParam(
            label = "limit",
            description = "Names the limit that this job shares with others of the same group: one rate, one "
                    + "hold-back. They must agree in what concerns the limit and run in one process.")
    private String limitGroup;

    @UriParam(
            label = "limit",
            description = "Bounds the requests in flight. To keep the rate it must be at least rate x latency: "
                    + "100/60s at a latency of 30 s needs 50.")
    private String workers;

    @UriParam(label = "advanced", description = "Bounds the pages planned ahead of the workers, all queues together.")
    private String queue;

    @UriParam(
            label = "retry",
            defaultValue = "10",
            description = "Bounds the attempts of one page, the first included. Being held back by the API is no "
                    + "attempt.")
    private String retryAttempts;

    @UriParam(
            label = "retry",
            defaultValue = "1s",
            description = "Waits this long before the second attempt, then exponentially longer, with jitter. A "
                    + "Retry-After of the API is never undercut.")
    private String retryDelay;

    @UriParam(
            label = "retry",
            defaultValue = "5m",
            description = "Bounds the wait between two attempts; it must not be shorter than retryDelay.")
    private String retryMaxDelay;

    @UriParam(
            label = "retry",
            defaultValue = "408,425,429,500,502,503,504,529",
            description = "Lists the response statuses that another attempt may cure.")
    private String retryStatuses;

    @UriParam(
            label = "retry",
            defaultValue = "1h",
            description = "Bounds how long the API may hold the job back; a longer Retry-After ends the job and says "
                    + "when to come back.")
    private String holdMax;

    @UriParam(
            label = "retry",
            defaultValue = "1h",
            description = "Ends the job when the API could not be reached, or Kafka took nothing, for this long.")
    private String giveUpAfter;

    @UriParam(
            label = "retry",
            defaultValue = "120s",
            description = "Bounds one attempt, from sending to the last byte; the connection is then cut.")
    private String timeout;

    @UriParam(
            label = "incremental",
            description = "Points to what identifies a record, so that records the API served twice are counted and "
                    + "reported.")
    private String recordKey;

    @UriParam(
            label = "incremental",
            description = "Makes the job incremental: when it is complete, the next run asks only for what is at or "
                    + "above the highest value of this field of the records, a time or a number that grows.")
    private String incrementalField;

    @UriParam(
            label = "incremental",
            description = "Names the query parameter that asks for records from a value on; not needed where {since} "
                    + "stands in url, query.name or body.")
    private String incrementalParam;

    @UriParam(
            label = "incremental",
            description = "Lets the first run ask from this value on; without it that asks for all.")
    private String incrementalStart;

    @UriParam(
            label = "incremental",
            description = "Asks from this much before the highest value, for records that the API shows late; those "
                    + "that were delivered with the same recordKey and value are left out.")
    private String incrementalOverlap;

    @UriParam(
            label = "advanced",
            defaultValue = "1GiB",
            description = "Bounds the body of one response, decompressed; a larger one is a failed attempt.")
    private String maxBody;

    @UriParam(
            label = "advanced",
            defaultValue = "1MiB",
            description = "Bounds one record; a page with a larger one fails and says so. Heap is needed for one "
                    + "record a worker.")
    private String maxRecord;

    @UriParam(
            label = "advanced",
            defaultValue = "200",
            description = "Bounds how deeply objects and arrays may be nested in a body.")
    private String maxDepth;

    @UriParam(
            label = "limit",
            defaultValue = "paced",
            enums =
                    "paced,sequential,burst-gather,semaphore,bounded-gather,worker-pool,token-bucket,leaky-bucket,sliding-window,adaptive",
            description = "Chooses the way of limiting: paced starts requests evenly and keeps every limit. The "
                    + "others are for comparison; sequential, semaphore and worker-pool need rate = none, "
                    + "burst-gather and bounded-gather run in the lab only.")
    private String strategy;

    @UriParam(
            label = "advanced",
            defaultValue = "30s",
            description = "Gives requests in flight this long after a stop signal.")
    private String stopTimeout;

    @UriParam(
            label = "security",
            defaultValue =
                    "token,key,api_key,apikey,secret,password,passwd,passphrase,pass,pwd,access_token,auth,authorization,signature,sig,hmac,credential,jwt,bearer,session,cookie",
            description = "Adds words to the list of those that mark a query parameter, header or placeholder as "
                    + "secret; the words of the default always count.")
    private String secretParams;

    /** Those that are set, by name; an entry of a map as {@code query.status}. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        put(texts, "state", state);
        put(texts, "url", url);
        putAll(texts, "query.", query);
        putAll(texts, "header.", header);
        put(texts, "allowedHosts", allowedHosts);
        put(texts, "auth", auth);
        put(texts, "authToken", authToken);
        put(texts, "authUser", authUser);
        put(texts, "authPassword", authPassword);
        put(texts, "authKey", authKey);
        put(texts, "authKeyHeader", authKeyHeader);
        put(texts, "authKeyParam", authKeyParam);
        put(texts, "authTokenUrl", authTokenUrl);
        put(texts, "authClientId", authClientId);
        put(texts, "authClientSecret", authClientSecret);
        put(texts, "authScope", authScope);
        put(texts, "authClientAuth", authClientAuth);
        put(texts, "pagination", pagination);
        put(texts, "pageSize", pageSize);
        put(texts, "limitParam", limitParam);
        put(texts, "offsetParam", offsetParam);
        put(texts, "pageParam", pageParam);
        put(texts, "firstPage", firstPage);
        put(texts, "cursorParam", cursorParam);
        put(texts, "cursorPath", cursorPath);
        put(texts, "cursorRecord", cursorRecord);
        put(texts, "nextPath", nextPath);
        put(texts, "hasMorePath", hasMorePath);
        put(texts, "method", method);
        put(texts, "body", body);
        put(texts, "allowRepeats", allowRepeats);
        put(texts, "partitionParam", partitionParam);
        put(texts, "partitionValues", partitionValues);
        put(texts, "partitionValuesFile", partitionValuesFile);
        put(texts, "partitionWindow", partitionWindow);
        put(texts, "partitionWindowFrom", partitionWindowFrom);
        put(texts, "partitionWindowTo", partitionWindowTo);
        put(texts, "partitionWindowFormat", partitionWindowFormat);
        put(texts, "partitionWindowEnd", partitionWindowEnd);
        put(texts, "records", records);
        put(texts, "total", total);
        put(texts, "errorWhen", errorWhen);
        put(texts, "throttleWhen", throttleWhen);
        put(texts, "rate", rate);
        put(texts, "rateAdaptive", rateAdaptive);
        put(texts, "rateMargin", rateMargin);
        put(texts, "burst", burst);
        put(texts, "quota", quota);
        put(texts, "quotaOnEmpty", quotaOnEmpty);
        put(texts, "limitGroup", limitGroup);
        put(texts, "workers", workers);
        put(texts, "queue", queue);
        put(texts, "retryAttempts", retryAttempts);
        put(texts, "retryDelay", retryDelay);
        put(texts, "retryMaxDelay", retryMaxDelay);
        put(texts, "retryStatuses", retryStatuses);
        put(texts, "holdMax", holdMax);
        put(texts, "giveUpAfter", giveUpAfter);
        put(texts, "timeout", timeout);
        put(texts, "recordKey", recordKey);
        put(texts, "incrementalField", incrementalField);
        put(texts, "incrementalParam", incrementalParam);
        put(texts, "incrementalStart", incrementalStart);
        put(texts, "incrementalOverlap", incrementalOverlap);
        put(texts, "maxBody", maxBody);
        put(texts, "maxRecord", maxRecord);
        put(texts, "maxDepth", maxDepth);
        put(texts, "strategy", strategy);
        put(texts, "stopTimeout", stopTimeout);
        put(texts, "secretParams", secretParams);
        return texts;
    }

    private static void put(Map<String, String> texts, String name, String value) {
        if (value != null) {
            texts.put(name, value);
        }
    }

    private static void putAll(Map<String, String> texts, String prefix, Map<String, Object> entries) {
        entries.forEach((name, value) -> texts.put(prefix + name, String.valueOf(value)));
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public Map<String, Object> getQuery() {
        return query;
    }

    public void setQuery(Map<String, Object> query) {
        this.query = query;
    }

    public Map<String, Object> getHeader() {
        return header;
    }

    public void setHeader(Map<String, Object> header) {
        this.header = header;
    }

    public String getAllowedHosts() {
        return allowedHosts;
    }

    public void setAllowedHosts(String allowedHosts) {
        this.allowedHosts = allowedHosts;
    }

    public String getAuth() {
        return auth;
    }

    public void setAuth(String auth) {
        this.auth = auth;
    }

    public String getAuthToken() {
        return authToken;
    }

    public void setAuthToken(String authToken) {
        this.authToken = authToken;
    }

    public String getAuthUser() {
        return authUser;
    }

    public void setAuthUser(String authUser) {
        this.authUser = authUser;
    }

    public String getAuthPassword() {
        return authPassword;
    }

    public void setAuthPassword(String authPassword) {
        this.authPassword = authPassword;
    }

    public String getAuthKey() {
        return authKey;
    }

    public void setAuthKey(String authKey) {
        this.authKey = authKey;
    }

    public String getAuthKeyHeader() {
        return authKeyHeader;
    }

    public void setAuthKeyHeader(String authKeyHeader) {
        this.authKeyHeader = authKeyHeader;
    }

    public String getAuthKeyParam() {
        return authKeyParam;
    }

    public void setAuthKeyParam(String authKeyParam) {
        this.authKeyParam = authKeyParam;
    }

    public String getAuthTokenUrl() {
        return authTokenUrl;
    }

    public void setAuthTokenUrl(String authTokenUrl) {
        this.authTokenUrl = authTokenUrl;
    }

    public String getAuthClientId() {
        return authClientId;
    }

    public void setAuthClientId(String authClientId) {
        this.authClientId = authClientId;
    }

    public String getAuthClientSecret() {
        return authClientSecret;
    }

    public void setAuthClientSecret(String authClientSecret) {
        this.authClientSecret = authClientSecret;
    }

    public String getAuthScope() {
        return authScope;
    }

    public void setAuthScope(String authScope) {
        this.authScope = authScope;
    }

    public String getAuthClientAuth() {
        return authClientAuth;
    }

    public void setAuthClientAuth(String authClientAuth) {
        this.authClientAuth = authClientAuth;
    }

    public String getPagination() {
        return pagination;
    }

    public void setPagination(String pagination) {
        this.pagination = pagination;
    }

    public String getPageSize() {
        return pageSize;
    }

    public void setPageSize(String pageSize) {
        this.pageSize = pageSize;
    }

    public String getLimitParam() {
        return limitParam;
    }

    public void setLimitParam(String limitParam) {
        this.limitParam = limitParam;
    }

    public String getOffsetParam() {
        return offsetParam;
    }

    public void setOffsetParam(String offsetParam) {
        this.offsetParam = offsetParam;
    }

    public String getPageParam() {
        return pageParam;
    }

    public void setPageParam(String pageParam) {
        this.pageParam = pageParam;
    }

    public String getFirstPage() {
        return firstPage;
    }

    public void setFirstPage(String firstPage) {
        this.firstPage = firstPage;
    }

    public String getCursorParam() {
        return cursorParam;
    }

    public void setCursorParam(String cursorParam) {
        this.cursorParam = cursorParam;
    }

    public String getCursorPath() {
        return cursorPath;
    }

    public void setCursorPath(String cursorPath) {
        this.cursorPath = cursorPath;
    }

    public String getCursorRecord() {
        return cursorRecord;
    }

    public void setCursorRecord(String cursorRecord) {
        this.cursorRecord = cursorRecord;
    }

    public String getNextPath() {
        return nextPath;
    }

    public void setNextPath(String nextPath) {
        this.nextPath = nextPath;
    }

    public String getHasMorePath() {
        return hasMorePath;
    }

    public void setHasMorePath(String hasMorePath) {
        this.hasMorePath = hasMorePath;
    }

    public String getMethod() {
        return method;
    }

    public void setMethod(String method) {
        this.method = method;
    }

    public String getBody() {
        return body;
    }

    public void setBody(String body) {
        this.body = body;
    }

    public String getAllowRepeats() {
        return allowRepeats;
    }

    public void setAllowRepeats(String allowRepeats) {
        this.allowRepeats = allowRepeats;
    }

    public String getPartitionParam() {
        return partitionParam;
    }

    public void setPartitionParam(String partitionParam) {
        this.partitionParam = partitionParam;
    }

    public String getPartitionValues() {
        return partitionValues;
    }

    public void setPartitionValues(String partitionValues) {
        this.partitionValues = partitionValues;
    }

    public String getPartitionValuesFile() {
        return partitionValuesFile;
    }

    public void setPartitionValuesFile(String partitionValuesFile) {
        this.partitionValuesFile = partitionValuesFile;
    }

    public String getPartitionWindow() {
        return partitionWindow;
    }

    public void setPartitionWindow(String partitionWindow) {
        this.partitionWindow = partitionWindow;
    }

    public String getPartitionWindowFrom() {
        return partitionWindowFrom;
    }

    public void setPartitionWindowFrom(String partitionWindowFrom) {
        this.partitionWindowFrom = partitionWindowFrom;
    }

    public String getPartitionWindowTo() {
        return partitionWindowTo;
    }

    public void setPartitionWindowTo(String partitionWindowTo) {
        this.partitionWindowTo = partitionWindowTo;
    }

    public String getPartitionWindowFormat() {
        return partitionWindowFormat;
    }

    public void setPartitionWindowFormat(String partitionWindowFormat) {
        this.partitionWindowFormat = partitionWindowFormat;
    }

    public String getPartitionWindowEnd() {
        return partitionWindowEnd;
    }

    public void setPartitionWindowEnd(String partitionWindowEnd) {
        this.partitionWindowEnd = partitionWindowEnd;
    }

    public String getRecords() {
        return records;
    }

    public void setRecords(String records) {
        this.records = records;
    }

    public String getTotal() {
        return total;
    }

    public void setTotal(String total) {
        this.total = total;
    }

    public String getErrorWhen() {
        return errorWhen;
    }

    public void setErrorWhen(String errorWhen) {
        this.errorWhen = errorWhen;
    }

    public String getThrottleWhen() {
        return throttleWhen;
    }

    public void setThrottleWhen(String throttleWhen) {
        this.throttleWhen = throttleWhen;
    }

    public String getRate() {
        return rate;
    }

    public void setRate(String rate) {
        this.rate = rate;
    }

    public String getRateAdaptive() {
        return rateAdaptive;
    }

    public void setRateAdaptive(String rateAdaptive) {
        this.rateAdaptive = rateAdaptive;
    }

    public String getRateMargin() {
        return rateMargin;
    }

    public void setRateMargin(String rateMargin) {
        this.rateMargin = rateMargin;
    }

    public String getBurst() {
        return burst;
    }

    public void setBurst(String burst) {
        this.burst = burst;
    }

    public String getQuota() {
        return quota;
    }

    public void setQuota(String quota) {
        this.quota = quota;
    }

    public String getQuotaOnEmpty() {
        return quotaOnEmpty;
    }

    public void setQuotaOnEmpty(String quotaOnEmpty) {
        this.quotaOnEmpty = quotaOnEmpty;
    }

    public String getLimitGroup() {
        return limitGroup;
    }

    public void setLimitGroup(String limitGroup) {
        this.limitGroup = limitGroup;
    }

    public String getWorkers() {
        return workers;
    }

    public void setWorkers(String workers) {
        this.workers = workers;
    }

    public String getQueue() {
        return queue;
    }

    public void setQueue(String queue) {
        this.queue = queue;
    }

    public String getRetryAttempts() {
        return retryAttempts;
    }

    public void setRetryAttempts(String retryAttempts) {
        this.retryAttempts = retryAttempts;
    }

    public String getRetryDelay() {
        return retryDelay;
    }

    public void setRetryDelay(String retryDelay) {
        this.retryDelay = retryDelay;
    }

    public String getRetryMaxDelay() {
        return retryMaxDelay;
    }

    public void setRetryMaxDelay(String retryMaxDelay) {
        this.retryMaxDelay = retryMaxDelay;
    }

    public String getRetryStatuses() {
        return retryStatuses;
    }

    public void setRetryStatuses(String retryStatuses) {
        this.retryStatuses = retryStatuses;
    }

    public String getHoldMax() {
        return holdMax;
    }

    public void setHoldMax(String holdMax) {
        this.holdMax = holdMax;
    }

    public String getGiveUpAfter() {
        return giveUpAfter;
    }

    public void setGiveUpAfter(String giveUpAfter) {
        this.giveUpAfter = giveUpAfter;
    }

    public String getTimeout() {
        return timeout;
    }

    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    public String getRecordKey() {
        return recordKey;
    }

    public void setRecordKey(String recordKey) {
        this.recordKey = recordKey;
    }

    public String getIncrementalField() {
        return incrementalField;
    }

    public void setIncrementalField(String incrementalField) {
        this.incrementalField = incrementalField;
    }

    public String getIncrementalParam() {
        return incrementalParam;
    }

    public void setIncrementalParam(String incrementalParam) {
        this.incrementalParam = incrementalParam;
    }

    public String getIncrementalStart() {
        return incrementalStart;
    }

    public void setIncrementalStart(String incrementalStart) {
        this.incrementalStart = incrementalStart;
    }

    public String getIncrementalOverlap() {
        return incrementalOverlap;
    }

    public void setIncrementalOverlap(String incrementalOverlap) {
        this.incrementalOverlap = incrementalOverlap;
    }

    public String getMaxBody() {
        return maxBody;
    }

    public void setMaxBody(String maxBody) {
        this.maxBody = maxBody;
    }

    public String getMaxRecord() {
        return maxRecord;
    }

    public void setMaxRecord(String maxRecord) {
        this.maxRecord = maxRecord;
    }

    public String getMaxDepth() {
        return maxDepth;
    }

    public void setMaxDepth(String maxDepth) {
        this.maxDepth = maxDepth;
    }

    public String getStrategy() {
        return strategy;
    }

    public void setStrategy(String strategy) {
        this.strategy = strategy;
    }

    public String getStopTimeout() {
        return stopTimeout;
    }

    public void setStopTimeout(String stopTimeout) {
        this.stopTimeout = stopTimeout;
    }

    public String getSecretParams() {
        return secretParams;
    }

    public void setSecretParams(String secretParams) {
        this.secretParams = secretParams;
    }
}
