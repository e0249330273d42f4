package io.github.camelhf.inference.batch;

import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.ServerAnswer;
import io.github.camelhf.inference.task.InferenceRequest;
import io.github.camelhf.inference.transport.WireResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Stands in for the wire: keeps each call until the test answers it. The result of a text is the text in upper case. */
final class ScriptedServer implements Asker {

    private record Open(Question question, CompletableFuture<Answer> answer) {}

    private final List<List<String>> received = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();

    @Override
    public CompletableFuture<Answer> ask(Question question) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        received.add(question.request().texts());
        open.add(new Open(question, answer));
        return answer;
    }

    /** The texts of each call, in the order of arrival. */
    List<List<String>> received() {
        return received;
    }

    /** The oldest open call's answer, as its caller sees it. */
    CompletableFuture<Answer> pending() {
        return open.get(0).answer();
    }

    int openCalls() {
        return open.size();
    }

    /** Answers the oldest open call. */
    void answer() {
        Open oldest = open.remove(0);
        oldest.answer().complete(answerTo(oldest.question()));
    }

    static Answer answerTo(Question call) {
        InferenceRequest request = call.request();
        List<String> results = request.texts().stream().map(String::toUpperCase).toList();
        return new Answer(() -> results, new WireResponse(200, Map.of(), new byte[0]), request.itemCount());
    }

    /** Fails the oldest open call. */
    void fail(RuntimeException failure) {
        open.remove(0).answer().completeExceptionally(failure);
    }

    /** Answers all calls that are open or come while it answers; one with a text that starts with {@code bad} is refused. */
    void answerAllButBad() {
        while (!open.isEmpty()) {
            boolean bad = open.get(0).question().request().texts().stream().anyMatch(text -> text.startsWith("bad"));
            if (bad) {
                fail(refused(400));
            } else {
                answer();
            }
        }
    }

    static InferenceRejectedException refused(int status) {
        return new InferenceRejectedException("refused with " + status, new ServerAnswer(status, null));
    }
}
