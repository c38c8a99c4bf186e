package org.sakia.job;

import java.io.IOException;
import java.nio.file.Path;

/** A job cannot be started over: files of an earlier run cannot be deleted. */
public final class FreshStartException extends IOException {

    private static final long serialVersionUID = 1L;

    FreshStartException(Path out, IOException cause) {
        super(
                "what an earlier run wrote cannot be deleted (" + cause + "); see that this user may write to " + out
                        + " (out), and run with --fresh again",
                cause);
    }
}
