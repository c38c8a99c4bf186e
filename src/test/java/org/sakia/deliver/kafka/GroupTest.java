package org.sakia.deliver.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.sakia.deliver.PageLedger;
import org.sakia.plan.PageTask;

class GroupTest {

    private static final KafkaException FAILURE = new KafkaException("broken");

    private final PageTask one = TransactionalJob.task(1, 10);
    private final PageTask two = TransactionalJob.task(2, 10);

    @Test
    void pages_join_until_the_first_is_ready() {
        Group group = of(one);
        assertThat(group.admits(false)).isTrue();

        group.ready(one, PageLedger.row(one));

        assertThat(group.admits(false)).isFalse();
    }

    @Test
    void nobody_joins_a_page_that_is_to_be_alone() {
        Group group = new Group(System.nanoTime(), true);
        assertThat(group.admits(true)).isTrue();

        group.join(one);

        assertThat(group.admits(false)).isFalse();
    }

    @Test
    void a_page_that_is_to_be_alone_joins_nobody() {
        assertThat(of(one).admits(true)).isFalse();
    }

    @Test
    void one_of_them_commits_when_all_are_ready() {
        Group group = of(one, two);
        group.ready(one, PageLedger.row(one));
        assertThat(group.beginCommit()).isFalse();

        group.ready(two, PageLedger.row(two));

        assertThat(group.beginCommit()).isTrue();
        assertThat(group.beginCommit()).isFalse();
        assertThat(group.rows()).extracting(row -> row.page().sequence()).containsExactly(1L, 2L);
    }

    @Test
    void who_leaves_without_being_ready_breaks_it_and_is_the_only_one_to_be_alone() {
        Group group = of(one, two);

        assertThat(group.leave(one)).isFalse();

        assertThat(group.isBroken()).isTrue();
        assertThat(group.admits(false)).isFalse();
        assertThat(group.suspects()).containsExactly(one);
        assertThat(group.blame(two)).isEmpty();
    }

    @Test
    void the_last_who_leaves_a_broken_group_ends_it() {
        Group group = of(one, two);
        group.leave(one);

        assertThat(group.leave(two)).isTrue();
        assertThat(group.leave(two)).isFalse();
    }

    @Test
    void a_failure_that_may_be_of_anybody_has_all_be_alone_and_blames_none() {
        Group group = of(one, two);

        group.breakUp(FAILURE, Optional.empty());

        assertThat(group.suspects()).containsExactlyInAnyOrder(one, two);
        assertThat(group.blame(one)).isEmpty();
        assertThat(group.blame(two)).isEmpty();
    }

    @Test
    void a_failure_whose_page_is_certain_blames_it_alone() {
        Group group = of(one, two);

        group.breakUp(FAILURE, Optional.of(two));

        assertThat(group.suspects()).containsExactly(two);
        assertThat(group.blame(one)).isEmpty();
        assertThat(group.blame(two)).containsSame(FAILURE);
    }

    @Test
    void the_first_failure_counts() {
        Group group = of(one, two);
        group.breakUp(FAILURE, Optional.of(two));

        group.breakUp(new KafkaException("as a consequence"), Optional.of(one));

        assertThat(group.blame(one)).isEmpty();
        assertThat(group.blame(two)).containsSame(FAILURE);
    }

    @Test
    void who_fails_again_when_alone_is_to_blame_whatever_it_was() {
        Group group = new Group(System.nanoTime(), true);
        group.join(one);

        group.breakUp(FAILURE, Optional.empty());

        assertThat(group.blame(one)).containsSame(FAILURE);
    }

    @Test
    void a_worker_that_goes_during_the_commit_takes_nobody_along() {
        Group group = of(one, two);
        group.ready(one, PageLedger.row(one));
        group.ready(two, PageLedger.row(two));
        group.beginCommit();

        assertThat(group.leave(one)).isFalse();

        assertThat(group.isBroken()).isFalse();
    }

    private static Group of(PageTask... tasks) {
        Group group = new Group(System.nanoTime(), false);
        for (PageTask task : tasks) {
            group.join(task);
        }
        return group;
    }
}
