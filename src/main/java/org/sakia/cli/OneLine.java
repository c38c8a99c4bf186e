package org.sakia.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;

/**
 * Rewrites one line of a terminal, which cuts off what it has no room for: a line that went on in the next row would
 * leave its first half behind with each update.
 */
final class OneLine extends ConsoleProgressBarConsumer {

    /** DECAWM off and on, as xterm's control sequences have it. */
    private static final String CUT = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    private final PrintStream target;

    OneLine(PrintStream target, int length) {
        super(target, length);
        this.target = target;
    }

    @Override
    public void accept(String line) {
        target.print(CUT);
        super.accept(line);
        target.print(WRAP);
    }
}
