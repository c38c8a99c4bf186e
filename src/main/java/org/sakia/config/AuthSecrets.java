package org.sakia.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.sakia.request.BasicAuth;

/** The secret texts that a job's authentication sends, in each form that an echo of the request would have. */
final class AuthSecrets {

    private static final int SHORT_PASSWORD = 4;

    private AuthSecrets() {}

    static Set<String> of(JobDraft job) {
        Set<String> texts = new LinkedHashSet<>();
        value(job, Options.AUTH_TOKEN).ifPresent(texts::add);
        value(job, Options.AUTH_KEY).ifPresent(texts::add);
        value(job, Options.AUTH_CLIENT_SECRET).ifPresent(secret -> {
            texts.add(secret);
            value(job, Options.AUTH_CLIENT_ID).ifPresent(id -> texts.add(basic(encoded(id), encoded(secret))));
        });
        value(job, Options.AUTH_PASSWORD).ifPresent(password -> {
            texts.add(password);
            value(job, Options.AUTH_USER).ifPresent(user -> {
                texts.add(basic(user, password));
                if (password.length() < SHORT_PASSWORD) {
                    // Some APIs want their key for the user, with nothing or an x for the password.
                    texts.add(user);
                }
            });
        });
        return texts;
    }

    private static String basic(String user, String password) {
        return BasicAuth.of(user, password).substring("Basic ".length());
    }

    private static Optional<String> value(JobDraft job, Option<Optional<String>> option) {
        return job.value(option).flatMap(value -> value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
