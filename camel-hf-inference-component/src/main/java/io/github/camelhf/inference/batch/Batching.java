package io.github.camelhf.inference.batch;

import static java.util.Objects.requireNonNull;

import io.github.camelhf.inference.task.Task;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins questions that differ in nothing but their inputs into one wire call, and gives each its own results.
 *
 * <p>A question leaves at once when no call of its kind is in flight, so a light load waits for nothing. While one is, questions
 * gather until there are {@code batchSize} inputs, or for {@code batchTimeout}, or until that call ends. Questions with several
 * inputs are not torn apart. Holds no thread; thread-safe.
 *
 * <p>A batch that is refused for what it holds is asked again in halves until the spoilt question is alone: at most 2n - 1 calls
 * for n questions. Any other failure becomes that of each question in it, and Camel's error handler decides for each exchange.
 */
public final class Batching {

    private final Asker next;
    private final BatchTerms terms;
    private final Timer timer;
    private final Executor completion;
    private final Map<Task, BatchSize> sizes = new EnumMap<>(Task.class);
    private final Map<BatchLine.Key, BatchLine> lines = new HashMap<>();
    private final List<Flight> inFlight = new ArrayList<>();
    private boolean closed;

    /**
     * @param next       makes the wire calls
     * @param timer      ends windows
     * @param completion reads answers, and completes the futures of those who share one, each in a step of its own
     */
    public Batching(Asker next, BatchTerms terms, Timer timer, Executor completion) {
        this.next = next;
        this.terms = terms;
        this.timer = timer;
        this.completion = completion;
        for (Task task : Task.values()) {
            sizes.put(task, new BatchSize(terms.size()));
        }
    }

    /**
     * Asks for one of those who share these batches.
     *
     * @param alone answers those of its questions that share no call
     */
    public Asker of(Asker alone) {
        return question -> question.request().task().joins(question.request().dialect())
                ? ask(new Member(question, new CompletableFuture<>()))
                : alone.ask(question);
    }

    private CompletableFuture<Answer> ask(Member member) {
        BatchLine.Key key = BatchLine.Key.of(member.question());
        BatchLine line;
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(member.stopped(false));
            }
            line = lines.computeIfAbsent(key, BatchLine::new);
            line.add(member);
        }
        sendReady(line);
        return member.answer();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each member hears of its own result
    private void sendReady(BatchLine line) {
        for (List<Member> batch = take(line); batch != null; batch = take(line)) {
            send(line, batch);
        }
    }

    private synchronized @Nullable List<Member> take(BatchLine line) {
        List<Member> batch = line.take(size(line).current(), terms.maxBytes().bytes());
        if (batch == null) {
            int window = line.openWindow();
            if (window > 0) {
                timer.after(terms.timeout(), () -> passed(line, window));
            }
            if (line.isIdle()) {
                lines.remove(line.key, line);
            }
        }
        return batch;
    }

    private BatchSize size(BatchLine line) {
        return requireNonNull(sizes.get(line.key.task()));
    }

    private void passed(BatchLine line, int window) {
        synchronized (this) {
            line.passed(window);
        }
        sendReady(line);
    }

    /** Completes with whether all members got results; each hears of its own in its own future. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is returned completes with it
    private CompletableFuture<Boolean> send(BatchLine line, List<Member> members) {
        CompletableFuture<Boolean> allFine = new CompletableFuture<>();
        ask(members).whenComplete((answers, failure) -> {
            Throwable cause = failure == null ? null : Cause.of(failure);
            if (cause == null) {
                succeeded(line, members, answers);
                allFine.complete(true);
            } else if (members.size() > 1 && BatchFailure.isOfSomeInput(cause)) {
                halve(line, members).thenAccept(allFine::complete);
            } else {
                failed(line, members, cause);
                allFine.complete(false);
            }
        });
        return allFine;
    }

    private CompletableFuture<List<Answer>> ask(List<Member> members) {
        CompletableFuture<Answer> asked;
        try {
            asked = members.stream().allMatch(Member::isOver)
                    ? CompletableFuture.failedFuture(new CancellationException("nobody waits for the answer"))
                    : next.ask(JoinedQuestion.of(members));
        } catch (RuntimeException | Error e) {
            // Also an Error: left to fly, it would keep this line waiting for ever.
            asked = CompletableFuture.failedFuture(e);
        }
        Flight flight = new Flight(asked, members);
        synchronized (this) {
            inFlight.add(flight);
        }
        // Not thenApplyAsync: it would leave failures on the thread that they come on.
        return asked.handleAsync((answer, failure) -> read(answer, failure, flight), completion);
    }

    private List<Answer> read(@Nullable Answer answer, @Nullable Throwable failure, Flight flight) {
        synchronized (this) {
            inFlight.remove(flight);
        }
        if (answer == null) {
            throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
        }
        return JoinedQuestion.split(answer, flight.members());
    }

    private void succeeded(BatchLine line, List<Member> members, List<Answer> answers) {
        synchronized (this) {
            line.ended();
            size(line).wentWell(JoinedQuestion.items(members));
        }
        sendReady(line);
        deliver(members.size(), i -> members.get(i).answer().complete(answers.get(i)));
    }

    private void failed(BatchLine line, List<Member> members, Throwable failure) {
        synchronized (this) {
            line.ended();
            if (BatchFailure.isOfLoad(failure)) {
                size(line).tooMuch(JoinedQuestion.items(members));
            }
        }
        sendReady(line);
        deliver(members.size(), i -> members.get(i).answer().completeExceptionally(failure));
    }

    /** When both halves are fine, it was their sum that was refused: the server takes less in one call than the options say. */
    private CompletableFuture<Boolean> halve(BatchLine line, List<Member> members) {
        synchronized (this) {
            line.halved();
        }
        int middle = members.size() / 2;
        CompletableFuture<Boolean> left = send(line, members.subList(0, middle));
        CompletableFuture<Boolean> right = send(line, members.subList(middle, members.size()));
        return left.thenCombine(right, (leftFine, rightFine) -> {
            if (leftFine && rightFine) {
                synchronized (this) {
                    size(line).tooMuch(JoinedQuestion.items(members));
                }
            }
            return leftFine && rightFine;
        });
    }

    /** One's slow route must not hold up the others': only the last goes on on this thread. */
    private void deliver(int count, IntConsumer step) {
        for (int i = 0; i < count - 1; i++) {
            int index = i;
            completion.execute(() -> step.accept(index));
        }
        step.accept(count - 1);
    }

    /** Fails the questions of one owner, as retryable. A call that others share goes on; one that nobody waits for ends. */
    public void release(Object owner) {
        List<Member> waiting = new ArrayList<>();
        List<Flight> flights;
        synchronized (this) {
            lines.values().forEach(line -> waiting.addAll(line.takeAll(owner)));
            flights = List.copyOf(inFlight);
        }
        waiting.forEach(member -> member.answer().completeExceptionally(member.stopped(false)));
        for (Flight flight : flights) {
            flight.members().stream()
                    .filter(member -> member.owner().equals(owner))
                    .forEach(member -> member.answer().completeExceptionally(member.stopped(true)));
            if (flight.members().stream().allMatch(Member::isOver)) {
                flight.call().cancel(true);
            }
        }
    }

    /** Sends what waits without waiting for more. */
    public void flush() {
        List<BatchLine> waiting;
        synchronized (this) {
            waiting = List.copyOf(lines.values());
            waiting.forEach(BatchLine::flush);
        }
        waiting.forEach(this::sendReady);
    }

    /** Whether no question waits and no call is open. */
    public synchronized boolean isIdle() {
        return lines.isEmpty() && inFlight.isEmpty();
    }

    /** Takes no more; what still waits fails, as retryable. Calls in flight go on. */
    public void close() {
        List<Member> left = new ArrayList<>();
        synchronized (this) {
            closed = true;
            lines.values().forEach(line -> left.addAll(line.takeAll()));
        }
        left.forEach(member -> completion.execute(() -> member.answer().completeExceptionally(member.stopped(false))));
    }

    /** A call that has left, with those who share it. */
    private record Flight(CompletableFuture<Answer> call, List<Member> members) {}
}
